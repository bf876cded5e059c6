const POST =
  'POST /api/session HTTP/1.1\r\nHost: x\r\nX-Keyward: 1\r\nSec-Fetch-Site: same-origin\r\nContent-Type: application/json\r\n';
const GET = 'GET /healthz HTTP/1.1\r\nHost: x\r\n';
/** What an attacker wants a second reader to take for a request of its own. */
const HIDDEN = 'GET /api/openapi.json HTTP/1.1\r\nHost: x\r\n\r\n';
const chunked = 'Transfer-Encoding: chunked\r\n';

/**
 * Bytes that two readers might take apart differently, that are no HTTP, or that are too much of it: the console
 * answers with one refusal in the usual form and hangs up, and what is hidden in them is never answered.
 */
export const REFUSED_BYTES: readonly (readonly [string, string])[] = [
  ['CL and TE', `${POST}Content-Length: 4\r\n${chunked}\r\n0\r\n\r\n${HIDDEN}`],
  ['TE and CL', `${POST}${chunked}Content-Length: 4\r\n\r\n0\r\n\r\n${HIDDEN}`],
  [
    'CL and TE on a GET',
    `${GET}Content-Length: ${String(HIDDEN.length)}\r\n${chunked}\r\n0\r\n\r\n${HIDDEN}`,
  ],
  ['two lengths', `${POST}Content-Length: 2\r\nContent-Length: 3\r\n\r\n{}`],
  [
    'the same length twice',
    `${POST}Content-Length: 2\r\nContent-Length: 2\r\n\r\n{}`,
  ],
  ['a list of lengths', `${POST}Content-Length: 2, 2\r\n\r\n{}`],
  ['a length with a sign', `${POST}Content-Length: +2\r\n\r\n{}`],
  ['a length below nothing', `${POST}Content-Length: -1\r\n\r\n{}`],
  ['a length in hexadecimal', `${POST}Content-Length: 0x2\r\n\r\n{}`],
  [
    'a length beyond all',
    `${POST}Content-Length: 99999999999999999999999\r\n\r\n{}`,
  ],
  ['an empty length', `${POST}Content-Length:\r\n\r\n{}`],
  ['a length in words', `${POST}Content-Length: two\r\n\r\n{}`],
  [
    'another coding',
    `${POST}Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n${HIDDEN}`,
  ],
  [
    'chunked, then identity',
    `${POST}Transfer-Encoding: chunked, identity\r\n\r\n0\r\n\r\n${HIDDEN}`,
  ],
  [
    'a coding in quotes',
    `${POST}Transfer-Encoding: "chunked"\r\n\r\n0\r\n\r\n${HIDDEN}`,
  ],
  [
    'a space before the colon',
    `${POST}Transfer-Encoding : chunked\r\n\r\n0\r\n\r\n`,
  ],
  [
    'a tab before the colon',
    `${POST}Transfer-Encoding\t: chunked\r\n\r\n0\r\n\r\n`,
  ],
  ['a folded header', `${POST}X-A: b\r\n Transfer-Encoding: chunked\r\n\r\n`],
  ['a folded coding', `${POST}Transfer-Encoding:\r\n chunked\r\n\r\n0\r\n\r\n`],
  ['a header without a name', `${GET}: x\r\n\r\n`],
  ['a header without a colon', `${GET}Nothing\r\n\r\n`],
  ['a name with a space', `${GET}X Y: z\r\n\r\n`],
  ['NUL in a name', `${GET}X\0Y: z\r\n\r\n`],
  ['NUL in a value', `${GET}X-Y: a\0b\r\n\r\n`],
  ['a bare line feed in a value', `${GET}X-Y: a\nContent-Length: 5\r\n\r\n`],
  ['a bare carriage return', `${GET}X-Y: a\rb\r\n\r\n`],
  ['line feeds only', 'GET /healthz HTTP/1.1\nHost: x\n\n'],
  [
    'two hosts',
    'GET /healthz HTTP/1.1\r\nHost: x\r\nHost: y\r\nConnection: close\r\n\r\n',
  ],
  ['no host', 'GET /healthz HTTP/1.1\r\nConnection: close\r\n\r\n'],
  [
    'two media types',
    `${POST}Content-Type: text/plain\r\nContent-Length: 2\r\nConnection: close\r\n\r\n{}`,
  ],
  ['a size that is none', `${POST}${chunked}\r\nzz\r\n{}\r\n0\r\n\r\n`],
  ['a size with a sign', `${POST}${chunked}\r\n+2\r\n{}\r\n0\r\n\r\n`],
  ['a size in 0x', `${POST}${chunked}\r\n0x2\r\n{}\r\n0\r\n\r\n`],
  ['a size beyond all', `${POST}${chunked}\r\nfffffffffffffffff\r\n{}`],
  ['a chunk longer than it says', `${POST}${chunked}\r\n1\r\n{}\r\n0\r\n\r\n`],
  ['a chunk ended by a line feed', `${POST}${chunked}\r\n2\r\n{}\n0\r\n\r\n`],
  [
    'a chunk extension without end',
    `${POST}${chunked}\r\n2;${'x'.repeat(20_000)}`,
  ],
  ['an unknown method', 'BREW /healthz HTTP/1.1\r\nHost: x\r\n\r\n'],
  ['a method in small letters', 'get /healthz HTTP/1.1\r\nHost: x\r\n\r\n'],
  ['a method without end', `${'G'.repeat(20_000)} / HTTP/1.1\r\n\r\n`],
  ['CONNECT', 'CONNECT 10.0.0.1:443 HTTP/1.1\r\nHost: 10.0.0.1:443\r\n\r\n'],
  ['HTTP/2', 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n'],
  ['HTTP of another version', 'GET /healthz HTTP/9.9\r\nHost: x\r\n\r\n'],
  ['HTTP of no version', 'GET /healthz HTTP/x\r\nHost: x\r\n\r\n'],
  ['HTTP/0.9', 'GET /healthz\r\n\r\n'],
  ['TLS', '\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03'],
  ['no HTTP', '\0\0\0\0\r\n\r\n'],
  ['a space in the path', 'GET /healthz x HTTP/1.1\r\nHost: x\r\n\r\n'],
  [
    'a path that is absolute',
    'GET http://evil.example/healthz HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n',
  ],
  [
    'a path that is a star',
    'OPTIONS * HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n',
  ],
  [
    'a raw path',
    'GET /healthz\xe9 HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n',
  ],
  [
    'a path without end',
    `GET /${'x'.repeat(40_000)} HTTP/1.1\r\nHost: x\r\n\r\n`,
  ],
  ['a header of a megabyte', `${GET}X-Y: ${'x'.repeat(1024 * 1024)}\r\n\r\n`],
  ['a name of a megabyte', `${GET}${'x'.repeat(1024 * 1024)}: y\r\n\r\n`],
  ['ten thousand headers', `${GET}${'a:b\r\n'.repeat(10_000)}\r\n`],
  [
    'trailers without end',
    `${POST}${chunked}\r\n2\r\n{}\r\n0\r\n${'a: b\r\n'.repeat(5_000)}\r\n`,
  ],
];

/** A whole request on a connection that stays open. */
export const healthRequest = `${GET}\r\n`;

/** A request whose body looks like another request. */
export const withHiddenBody = (method: string): string =>
  `${method} /healthz HTTP/1.1\r\nHost: x\r\nX-Keyward: 1\r\nSec-Fetch-Site: same-origin\r\nContent-Type: application/json\r\nContent-Length: ${String(HIDDEN.length)}\r\n\r\n${HIDDEN}`;

/** Asks for another protocol, as WebSockets and cleartext HTTP/2 do. */
export const upgradeRequest = (protocol: string): string =>
  `${GET}Connection: Upgrade, HTTP2-Settings\r\nUpgrade: ${protocol}\r\nHTTP2-Settings: AAMAAABkAAQCAAAAAAIAAAAA\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n\r\n`;
