import type { FieldError } from '@keyward/contract';
import { set, type FieldErrors, type FieldValues } from 'react-hook-form';

/**
 * Turns an RFC 6901 pointer into the operation's input into a path of the form, or null when no field shows it.
 * Forms mirror what a person sees, so the two differ wherever a radio chooses between inputs.
 */
export type FieldOf = (pointer: string) => string | null;

/** Pointer of a zod issue path: `['servers', 1, 'server']` becomes `/servers/1/server`. */
export function pointerOf(path: readonly PropertyKey[]): string {
  return path
    .map(
      (part) => `/${String(part).replaceAll('~', '~0').replaceAll('/', '~1')}`,
    )
    .join('');
}

/** The straight mapping: `/servers/1/server` is the field `servers.1.server`. */
export function sameNamedField(pointer: string): string | null {
  const path = pointer
    .split('/')
    .slice(1)
    .map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'));
  return path.length === 0 || path.includes('') ? null : path.join('.');
}

/** Errors that the server sent, as react-hook-form holds them. `root` is the pointer that the form edits: `/input`. */
export function serverErrors<V extends FieldValues>(
  errors: readonly FieldError[] | undefined,
  root: string,
  fieldOf: FieldOf,
): FieldErrors<V> {
  const found: FieldErrors<V> = {};
  for (const error of errors ?? []) {
    const path = fieldFor(error, root, fieldOf);
    if (path !== null) {
      set(found, path, { type: 'server', message: error.message });
    }
  }
  return found;
}

/** The form path of one server error, or null when it belongs to something else on the page. */
export function fieldFor(
  error: FieldError,
  root: string,
  fieldOf: FieldOf,
): string | null {
  if (error.pointer !== root && !error.pointer.startsWith(`${root}/`)) {
    return null;
  }
  return fieldOf(error.pointer.slice(root.length));
}
