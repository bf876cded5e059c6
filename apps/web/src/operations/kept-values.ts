import type { Json } from '@keyward/contract';

import type { FieldOf } from '../form/field-path.ts';

export type KeptValues = Record<string, Json>;

/** Paths of a form's secrets, `*` for one row. A secret that no field holds has no path. */
export function secretPaths(
  patterns: readonly string[],
  fieldOf: FieldOf,
): string[] {
  return patterns.flatMap((pattern) => fieldOf(pattern) ?? []);
}

/** Values as a draft keeps them: everything that is filled in except the secrets, whose members are left out. */
export function keptValues(
  values: Readonly<Record<string, unknown>>,
  secrets: readonly string[],
): KeptValues {
  return membersOf(values, '', secrets);
}

function membersOf(
  values: object,
  path: string,
  secrets: readonly string[],
): KeptValues {
  const kept: KeptValues = {};
  for (const [name, value] of Object.entries(values)) {
    const here = path === '' ? name : `${path}.${name}`;
    if (secrets.includes(here)) continue;
    const copy = copyOf(value, here, secrets);
    if (copy !== undefined) kept[name] = copy;
  }
  return kept;
}

function copyOf(
  value: unknown,
  path: string,
  secrets: readonly string[],
): Json | undefined {
  if (Array.isArray(value)) {
    return value.flatMap(
      (each: unknown) => copyOf(each, `${path}.*`, secrets) ?? [],
    );
  }
  if (typeof value === 'object' && value !== null) {
    return membersOf(value, path, secrets);
  }
  return typeof value === 'string' ||
    typeof value === 'number' ||
    typeof value === 'boolean'
    ? value
    : undefined;
}

/** Whether a field that is never kept has something in it. */
export function holdsSecret(
  values: unknown,
  secrets: readonly string[],
): boolean {
  return secrets.some((path) => isFilled(values, path.split('.')));
}

function isFilled(value: unknown, [head, ...rest]: readonly string[]): boolean {
  if (head === undefined) return typeof value === 'string' && value !== '';
  if (Array.isArray(value)) {
    return head === '*' && value.some((each) => isFilled(each, rest));
  }
  if (typeof value !== 'object' || value === null) return false;
  const member = Object.entries(value).find(([name]) => name === head);
  return member !== undefined && isFilled(member[1], rest);
}

/**
 * A form's values with what a draft kept put back. What the draft has and the form has not, or has as something else, is
 * left out, so that a draft of an older version still opens.
 */
export function restoredValues<T>(empty: T, kept: Json | undefined): T {
  return merged(empty, kept) as T; // Every branch of `merged` answers in the shape of its first argument.
}

function merged(empty: unknown, kept: Json | undefined): unknown {
  if (kept === undefined || kept === null) return empty;
  if (Array.isArray(empty)) {
    if (!Array.isArray(kept)) return empty;
    const rows: readonly unknown[] = empty;
    return kept.map((each, index) =>
      merged(rows[index] ?? rows[0] ?? each, each),
    );
  }
  if (typeof empty === 'object' && empty !== null) {
    if (typeof kept !== 'object' || Array.isArray(kept)) return empty;
    return Object.fromEntries(
      Object.entries(empty).map(([name, value]) => [
        name,
        merged(value, Object.hasOwn(kept, name) ? kept[name] : undefined),
      ]),
    );
  }
  return typeof empty === typeof kept ? kept : empty;
}

/** One text of a draft, for a form that needs it before it has values. */
export function textIn(
  kept: KeptValues | null | undefined,
  name: string,
): string | undefined {
  const value = kept?.[name];
  return typeof value === 'string' && value !== '' ? value : undefined;
}
