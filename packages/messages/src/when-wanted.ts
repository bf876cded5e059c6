/** Makes a thing when it is first wanted: the first of the formatters costs a browser tens of milliseconds. */
export function whenWanted<T>(make: () => T): () => T {
  let made: T | undefined;
  return () => (made ??= make());
}
