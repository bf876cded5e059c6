import type { Json } from '@keyward/contract';

/**
 * The input of a preview: every secret that is set stands as `{"$secret": true}`, so its value never leaves the
 * page before the submit. `patterns` are RFC 6901 pointers in which `*` stands for one array index.
 */
export function announceSecrets(
  input: Json,
  patterns: readonly string[],
): Json {
  return patterns.reduce(
    (current, pattern) => announceAt(current, pattern.split('/').slice(1)),
    input,
  );
}

function announceAt(node: Json, path: readonly string[]): Json {
  const [head, ...rest] = path;
  if (head === undefined) return { $secret: true };
  if (Array.isArray(node)) {
    return node.map((item, index) =>
      head === '*' || head === String(index) ? announceAt(item, rest) : item,
    );
  }
  if (typeof node !== 'object' || node === null || !(head in node)) return node;
  return Object.fromEntries(
    Object.entries(node).map(([key, value]) => [
      key,
      key === head ? announceAt(value, rest) : value,
    ]),
  );
}
