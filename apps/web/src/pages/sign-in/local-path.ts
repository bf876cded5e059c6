/** A path of this console, never another site: what follows a sign-in comes from the address bar. */
export function localPath(next: string | undefined): string {
  if (next === undefined || !next.startsWith('/')) return '/';
  try {
    const url = new URL(next, window.location.origin);
    return url.origin === window.location.origin
      ? `${url.pathname}${url.search}`
      : '/';
  } catch {
    return '/';
  }
}
