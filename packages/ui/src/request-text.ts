import { visibleText } from '@keyward/contract/visible-text';

export interface ShownRequest {
  method: string;
  path: string;
  query?: Readonly<Record<string, string>> | undefined;
  body?: unknown;
}

/** What stands for a secret, whatever its length. */
const HIDDEN = '•••';

function isPlaceholder(value: unknown): boolean {
  return (
    typeof value === 'object' &&
    value !== null &&
    Object.keys(value).length === 1 &&
    '$secret' in value
  );
}

function hide(value: unknown): unknown {
  if (isPlaceholder(value)) return HIDDEN;
  if (Array.isArray(value)) return value.map(hide);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, member]) => [key, hide(member)]),
  );
}

/** A value as indented JSON in which nothing can hide. */
export function jsonText(value: unknown): string {
  return visibleText(JSON.stringify(hide(value), null, 2));
}

/** Address and body of a frozen request as text; placeholders of secrets become •••. */
export function requestText(request: ShownRequest): {
  address: string;
  body: string | null;
} {
  const query = new URLSearchParams(request.query ?? {}).toString();
  return {
    address: visibleText(
      query === '' ? request.path : `${request.path}?${query}`,
    ),
    body: request.body === undefined ? null : jsonText(request.body),
  };
}
