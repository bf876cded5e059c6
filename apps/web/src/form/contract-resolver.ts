import {
  set,
  type FieldErrors,
  type FieldValues,
  type Resolver,
} from 'react-hook-form';
import type { z } from 'zod';

import { pointerOf, type FieldOf } from './field-path.ts';
import type { ListedError } from './list-errors.ts';

/**
 * Validates a form with the contract's own schema: the values are turned into the input that would be sent,
 * and each complaint is put back onto the field that shows it. `alsoWrong` adds what this page can know beside it.
 */
export function contractResolver<V extends FieldValues>(
  schema: z.ZodType | ((values: V) => z.ZodType),
  toInput: (values: V) => unknown,
  fieldOf: FieldOf,
  alsoWrong: (values: V) => readonly ListedError[] = () => [],
): Resolver<V> {
  return (values) => {
    const chosen = typeof schema === 'function' ? schema(values) : schema;
    const parsed = chosen.safeParse(toInput(values));
    const found = alsoWrong(values);
    if (parsed.success && found.length === 0) return { values, errors: {} };
    const errors: FieldErrors<V> = {};
    const taken = new Set<string>();
    for (const issue of parsed.error?.issues ?? []) {
      const pointer = pointerOf(issue.path);
      const path =
        fieldOf(pointer) ?? `root.${pointer.slice(1).replaceAll('/', '-')}`;
      if (taken.has(path)) continue;
      taken.add(path);
      set(errors, path, { type: issue.code, message: issue.message });
    }
    for (const { path, message } of found) {
      if (!taken.has(path)) set(errors, path, { type: 'known', message });
    }
    return { values: {}, errors };
  };
}
