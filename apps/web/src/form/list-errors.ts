import type { FieldErrors } from 'react-hook-form';

export interface ListedError {
  path: string;
  message: string;
}

/** Every message in a tree of form errors, in the order of its fields. */
export function listErrors(errors: FieldErrors): ListedError[] {
  const found: ListedError[] = [];
  collect(errors, '', found);
  return found;
}

function collect(node: unknown, path: string, found: ListedError[]): void {
  if (typeof node !== 'object' || node === null) return;
  const message: unknown = 'message' in node ? node.message : undefined;
  if (typeof message === 'string' && 'type' in node) {
    if (message !== '') found.push({ path, message });
    return;
  }
  for (const [key, child] of Object.entries(node)) {
    if (key === 'ref') continue;
    collect(child, path === '' ? key : `${path}.${key}`, found);
  }
}
