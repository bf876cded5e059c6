/** Printable ASCII without space, `"`, `#`, `<`, `>`, `?`, `\`, `^`, a back-tick, `{`, `|`, `}`: what may stand raw in a path. */
const PATH = /^\/[\x21\x24-\x3b\x3d\x40-\x5b\x5d\x5f\x61-\x7a\x7e%]*$/;
const DOT_SEGMENT = /(?:^|\/)(?:\.|%2e){1,2}(?:\/|$)/i;

/**
 * The request target for an encoded absolute path and a query.
 *
 * @throws TypeError when the path could mean another path to the target: a caller forgot to encode an id.
 */
export function requestTarget(
  path: string,
  query: Readonly<Record<string, string | readonly string[]>> = {},
): string {
  if (!PATH.test(path) || DOT_SEGMENT.test(path)) {
    throw new TypeError('The request path is not an encoded absolute path.');
  }
  const pairs = Object.entries(query).flatMap(([name, value]) =>
    (typeof value === 'string' ? [value] : value).map(
      (item) => `${encode(name)}=${encode(item)}`,
    ),
  );
  return pairs.length === 0 ? path : `${path}?${pairs.join('&')}`;
}

function encode(text: string): string {
  return encodeURIComponent(text.toWellFormed());
}
