/**
 * A literal string of PowerShell. Its five single quotes are the same to it, typographic ones too, and each stands for
 * itself when it is doubled.
 */
export function powershellQuote(text: string): string {
  return `'${text.replace(/['\u2018\u2019\u201a\u201b]/g, '$&$&')}'`;
}
