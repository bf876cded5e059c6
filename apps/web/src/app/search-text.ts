export type SearchText = Readonly<Record<string, string>>;

/** Search parameters stay text: no guessing at numbers, booleans or JSON, so an address reads as it was typed. */
export function parseSearch(text: string): SearchText {
  return Object.fromEntries(new URLSearchParams(text));
}

/** The other way; empty values are left out and commas between values stay readable. */
export function stringifySearch(
  search: Readonly<Record<string, unknown>>,
): string {
  const params = new URLSearchParams();
  for (const [key, value] of Object.entries(search)) {
    if (typeof value === 'string' && value !== '') params.set(key, value);
  }
  const text = params.toString().replaceAll('%2C', ',');
  return text === '' ? '' : `?${text}`;
}

/** A validator that keeps the named parameters and drops everything else. */
export function keepSearch<const K extends string>(keys: readonly K[]) {
  return (search: Readonly<Record<string, unknown>>): { [P in K]?: string } => {
    const kept: { [P in K]?: string } = {};
    for (const key of keys) {
      const value = search[key];
      if (typeof value === 'string' && value !== '') kept[key] = value;
    }
    return kept;
  };
}
