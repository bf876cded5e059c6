/**
 * Percent-encodes one id for a path.
 *
 * @throws RangeError for an id that a path cannot carry: empty, `.` or `..`. Proxies fold dot segments
 * even when encoded, so `..` as a cluster id would address another resource.
 */
export function pathSegment(id: string): string {
  if (id === '' || id === '.' || id === '..') {
    throw new RangeError('This id cannot be part of a path.');
  }
  return encodeURIComponent(id);
}
