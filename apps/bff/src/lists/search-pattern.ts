/** A LIKE pattern that finds `text` anywhere; its own wildcards count as plain characters. */
export function containing(text: string): string {
  return `%${text
    .trim()
    .toLowerCase()
    .replace(/[\\%_]/g, '\\$&')}%`;
}
