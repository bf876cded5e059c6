/** A name of the interface as words: `keyManager` is "key manager". */
function nameWords(name: string): string {
  return name.replaceAll(
    /([a-z])([A-Z])/g,
    (_all, end: string, next: string) => `${end} ${next.toLowerCase()}`,
  );
}

/**
 * A pointer of the interface as a person reads it: `/keyManager` is "key manager", `/servers/0/password` is
 * "server 1 › password", and `/servers/0/server` is "server 1".
 */
export function fieldWords(pointer: string): string {
  const words: string[] = [];
  let one = '';
  for (const part of pointer.replace(/^\//, '').split('/')) {
    if (/^\d+$/.test(part)) {
      one = (words.pop() ?? '').replace(/s$/, '');
      words.push(`${one} ${String(Number(part) + 1)}`.trim());
    } else if (nameWords(part) !== one) {
      words.push(nameWords(part));
    }
  }
  return words.join(' › ');
}
