/** What the transport decides; a caller that sets one would change how the message is framed or where it goes. */
const RESERVED: ReadonlySet<string> = new Set([
  'accept-encoding',
  'connection',
  'content-length',
  'expect',
  'host',
  'keep-alive',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
]);

const NAME = /^[A-Za-z0-9!#$%&'*+.^_`|~-]+$/;
const VALUE = /^[\x20-\x7e\t]*$/;

/**
 * The headers of a request: the caller's, JSON both ways unless the caller says otherwise, and no compression.
 *
 * @throws TypeError naming the header, never its value.
 */
export function requestHeaders(
  given: Readonly<Record<string, string>>,
  hasBody: boolean,
): Record<string, string> {
  const headers: Record<string, string> = {
    accept: 'application/json',
    'accept-encoding': 'identity',
    'user-agent': 'Keyward',
    ...(hasBody ? { 'content-type': 'application/json' } : {}),
  };
  for (const [name, value] of Object.entries(given)) {
    const lower = name.toLowerCase();
    if (!NAME.test(name) || RESERVED.has(lower)) {
      throw new TypeError(`The header ${JSON.stringify(name)} may not be set.`);
    }
    if (!VALUE.test(value)) {
      throw new TypeError(`The value of the header ${lower} is not sendable.`);
    }
    headers[lower] = value;
  }
  return headers;
}
