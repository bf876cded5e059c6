/** Nobody who has just signed in wants to do so again, and an answer of the API is no page. */
const NO_PAGE_TO_LAND_ON = /^\/(sign-in|api|healthz|readyz|metrics)(\/|$)/;

/** A page of this console, never another site: what follows a sign-in comes from the address bar. */
export function localPath(next: string | undefined): string {
  if (next === undefined || !next.startsWith('/')) return '/';
  try {
    const url = new URL(next, window.location.origin);
    const isElsewhere =
      url.origin !== window.location.origin ||
      // Resolving dots may leave two slashes in front, which would name a host.
      url.pathname.startsWith('//');
    return isElsewhere || NO_PAGE_TO_LAND_ON.test(url.pathname)
      ? '/'
      : `${url.pathname}${url.search}`;
  } catch {
    return '/';
  }
}
