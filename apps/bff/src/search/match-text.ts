import type { SearchMatch } from '@keyward/contract';

/** How well a name answers a text in lower case; null when it does not. */
export function matchOf(name: string, text: string): SearchMatch | null {
  const lower = name.toLowerCase();
  if (lower === text) return 'exact';
  if (lower.startsWith(text)) return 'prefix';
  return lower.includes(text) ? 'words' : null;
}

/** The best of several names. */
export function bestMatch(
  names: readonly string[],
  text: string,
): SearchMatch | null {
  const found = new Set(names.map((name) => matchOf(name, text)));
  for (const match of ['exact', 'prefix', 'words'] as const) {
    if (found.has(match)) return match;
  }
  return null;
}
