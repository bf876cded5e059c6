/** A pointer of the interface as a person reads it: `/servers/0/keyManager` is "servers › 1 › key manager". */
export function fieldWords(pointer: string): string {
  return pointer
    .replace(/^\//, '')
    .split('/')
    .map((part) =>
      /^\d+$/.test(part)
        ? String(Number(part) + 1)
        : part.replaceAll(
            /([a-z])([A-Z])/g,
            (_all, end: string, next: string) => `${end} ${next.toLowerCase()}`,
          ),
    )
    .join(' › ');
}
