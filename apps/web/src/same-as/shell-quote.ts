/** One word of a POSIX shell: between single quotes nothing means anything but the quote itself. */
export function shellQuote(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}
