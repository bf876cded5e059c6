import { Refusal } from './refusal.ts';

const MOST_CHARACTERS = 8192;
/** Encoded control characters: no name of anything has one, and C programs behind a proxy would stop reading there. */
const CONTROL = /%(?:[01][0-9a-f]|7f)/i;

/**
 * Where a request wants to go. There is one spelling of every path: whatever a URL parser would tidy up (dot segments,
 * backslashes, tabs, raw non-ASCII), empty segments, matrix parameters and encoded control characters lead nowhere, so
 * that nothing in front of the console can have read another path than the one that is authorised here.
 *
 * @throws Refusal `not_found`
 */
export function readTarget(target: string): URL {
  const path = target.split('?', 1)[0] ?? '';
  const isOdd =
    !target.startsWith('/') ||
    target.length > MOST_CHARACTERS ||
    /\/\/|[;#]/.test(path) ||
    CONTROL.test(path);
  if (isOdd) throw new Refusal('not_found');
  let url: URL;
  try {
    url = new URL(target, 'http://console.invalid');
  } catch {
    throw new Refusal('not_found');
  }
  if (url.pathname !== path || url.hash !== '') throw new Refusal('not_found');
  return url;
}
