import { isObject } from './projection.ts';

type Json = Record<string, unknown>;

/**
 * Keeps the records whose fields have the asked values. Understood: `a|b` for either, `*` as a wildcard, `!` before a
 * value. Ranges are not simulated.
 */
export function filterRecords(
  records: readonly Json[],
  filters: readonly [string, string][],
): Json[] {
  return records.filter((record) =>
    filters.every(([field, wanted]) =>
      matches(valuesAt(record, field), wanted),
    ),
  );
}

function matches(values: string[], wanted: string): boolean {
  if (wanted.startsWith('!')) return !matches(values, wanted.slice(1));
  const patterns = wanted
    .split('|')
    .map((alternative) => wildcard(alternative));
  return values.some((value) =>
    patterns.some((pattern) => pattern.test(value)),
  );
}

function wildcard(text: string): RegExp {
  const escaped = text.replaceAll(/[.+?^${}()|[\]\\]/g, String.raw`\$&`);
  return new RegExp(`^${escaped.replaceAll('*', '.*')}$`, 'i');
}

/** The simple values at a dotted path, through arrays. */
export function valuesAt(value: unknown, path: string): string[] {
  if (Array.isArray(value)) {
    return value.flatMap((item) => valuesAt(item, path));
  }
  if (path === '') return asText(value);
  if (!isObject(value)) return [];
  const dot = path.indexOf('.');
  return dot < 0
    ? valuesAt(value[path], '')
    : valuesAt(value[path.slice(0, dot)], path.slice(dot + 1));
}

function asText(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  return typeof value === 'number' || typeof value === 'boolean'
    ? [String(value)]
    : [];
}
