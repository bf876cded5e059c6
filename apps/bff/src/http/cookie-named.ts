/** The value of the first cookie with exactly this name in a `Cookie` header, or null. */
export function cookieNamed(
  name: string,
  header: string | undefined,
): string | null {
  for (const pair of (header ?? '').split(';')) {
    const at = pair.indexOf('=');
    if (at > 0 && pair.slice(0, at).trim() === name) {
      return pair.slice(at + 1).trim();
    }
  }
  return null;
}
