const ANYWHERE = 'https://console.invalid';
const HOME = '/';

/**
 * Where to go after a sign-in: a page of this console, or its first page. Whatever names another place, however it is
 * spelt, is not kept.
 */
export function localPath(wanted: string | undefined): string {
  if (wanted === undefined || !/^\/(?![/\\])/.test(wanted)) return HOME;
  if (!URL.canParse(wanted, ANYWHERE)) return HOME;
  const url = new URL(wanted, ANYWHERE);
  const path = `${url.pathname}${url.search}${url.hash}`;
  // Resolving dots may leave two slashes in front, which would name a host.
  if (url.origin !== ANYWHERE || path.startsWith('//')) return HOME;
  // An answer of the API is no page; least of all the start of another sign-in.
  return /^\/(api|healthz|readyz|metrics)(\/|$)/.test(url.pathname)
    ? HOME
    : path;
}
