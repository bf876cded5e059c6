/** The `code` of a system or PostgreSQL error (`ENOENT`, `57P03`), or undefined. */
export function errorCodeOf(error: unknown): string | undefined {
  if (
    error instanceof Error &&
    'code' in error &&
    typeof error.code === 'string'
  ) {
    return error.code;
  }
  return undefined;
}
