/** Nobody looks for a piece of Base64, and a short word would be found in it by chance. */
const NOT_READ = new Set(['pem']);

/** Every word and number of an item, as a filter looks through them. */
export function itemText(value: unknown): string {
  if (typeof value === 'string') return value.toLowerCase();
  if (typeof value === 'number') return String(value);
  if (Array.isArray(value)) return value.map(itemText).join('\n');
  if (typeof value !== 'object' || value === null) return '';
  return Object.entries(value)
    .filter(([key]) => !NOT_READ.has(key))
    .map(([, inner]) => itemText(inner))
    .join('\n');
}

/** Whether every word of the filter is somewhere in the text. */
export function hasAllWords(text: string, filter: string): boolean {
  return filter
    .toLowerCase()
    .split(/\s+/)
    .every((word) => text.includes(word));
}
