import type { ErrorCode } from '@keyward/contract';
import type { Socket } from 'node:net';
import { gzipSync } from 'node:zlib';

import type { Exchange, HeardRequest, Misbehaviour } from '../evil-gateway.ts';

/** What a target does while it is looked at, and what the console may make of it. */
export interface ReadCase extends Misbehaviour {
  /** Codes of the answer to "test the connection"; null: it counts as reachable. */
  expected: readonly (ErrorCode | null)[];
}

const JSON_TYPE = { 'content-type': 'application/json' };
const DRIP_MS = 40;

/** Everything after the sign-in: a target that is hostile from there on has the session already. */
const afterSignIn = ({ path }: HeardRequest): boolean =>
  path !== '/api/session';

const PROTOCOL = ['upstream_protocol_error'] as const;
/** Whether the connection broke or the answer did is a matter of taste. */
const BROKEN = ['upstream_unreachable', ...PROTOCOL] as const;
const TIMEOUT = ['upstream_timeout'] as const;

function read(
  name: string,
  expected: ReadCase['expected'],
  answer: Misbehaviour['answer'],
): ReadCase {
  return {
    name,
    expected,
    isSlow: expected === TIMEOUT,
    when: afterSignIn,
    answer,
  };
}

/** Answers 200 with exactly this text. */
function says(text: string | Buffer, headers: Record<string, string> = {}) {
  return ({ response }: Exchange): void => {
    response.writeHead(200, { ...JSON_TYPE, ...headers }).end(text);
  };
}

/** Writes these bytes below HTTP. */
function writes(text: string, ends = false) {
  return ({ socket }: Exchange): void => {
    if (ends) socket.end(text);
    else socket.write(text);
  };
}

/** One piece after the other for as long as anybody listens. */
function drip(socket: Socket, piece: string): void {
  const timer = setInterval(() => socket.write(piece), DRIP_MS);
  socket.on('close', () => clearInterval(timer));
}

/** As fast as it is taken. */
function flood({ response }: Exchange, chunk: Buffer): void {
  response.writeHead(200, JSON_TYPE);
  const more = (): void => {
    while (!response.destroyed && response.write(chunk));
  };
  response.on('drain', more);
  more();
}

const HEAD = 'HTTP/1.1 200 OK\r\ncontent-type: application/json\r\n';
const MIB = 1024 * 1024;
const SPACES = Buffer.alloc(MIB, 0x20);
const BOMB = gzipSync(Buffer.alloc(32 * MIB, 0x20));

const MANY_MEMBERS = `{${Array.from({ length: 1_000_000 }, (_, index) => `"${String(index)}":0`).join(',')}}`;

/** The modes that need no second listener. */
export const READ_CASES: readonly ReadCase[] = [
  {
    ...read(
      'accepts the connection and says nothing',
      TIMEOUT,
      () => undefined,
    ),
    onConnection: () => undefined,
  },
  {
    ...read('closes its window before TLS', TIMEOUT, () => undefined),
    onConnection: (socket) => void socket.pause(),
  },
  {
    ...read('talks something else than TLS', ['upstream_tls'], () => undefined),
    onConnection: (socket) => void socket.end('SSH-2.0-OpenSSH_9.9\r\n'),
  },
  {
    ...read(
      'hangs up at once',
      ['upstream_unreachable', 'upstream_tls'],
      () => undefined,
    ),
    onConnection: (socket) => void socket.destroy(),
  },
  read('never answers', TIMEOUT, () => undefined),
  read('stops reading and never answers', TIMEOUT, ({ socket }) => {
    socket.pause();
  }),
  read('sends its headers drop by drop', TIMEOUT, ({ socket }) => {
    socket.write('HTTP/1.1 200 OK\r\n');
    drip(socket, 'x');
  }),
  read('sends its body drop by drop', TIMEOUT, ({ socket }) => {
    socket.write(`${HEAD}transfer-encoding: chunked\r\n\r\n`);
    drip(socket, '1\r\n \r\n');
  }),
  read('sends a body without end', PROTOCOL, (exchange) =>
    flood(exchange, SPACES),
  ),
  read(
    'announces 50 MB',
    PROTOCOL,
    writes(`${HEAD}content-length: 52428800\r\n\r\n[`),
  ),
  read(
    'sends a gzip bomb',
    PROTOCOL,
    says(BOMB, { 'content-encoding': 'gzip' }),
  ),
  read('sends half a JSON document', PROTOCOL, says('{"api_release": "8.0')),
  read(
    'sends a page with 200',
    PROTOCOL,
    says('<html><body>Gateway</body></html>', { 'content-type': 'text/html' }),
  ),
  read('sends nothing with 200', PROTOCOL, says('')),
  read('sends another type', PROTOCOL, says('[42, null, {"version": []}]')),
  read(
    'sends JSON of depth 30,000',
    PROTOCOL,
    says(`${'['.repeat(30_000)}${']'.repeat(30_000)}`),
  ),
  read('sends a million items', PROTOCOL, says(`[${'0,'.repeat(999_999)}0]`)),
  read('sends a million members', PROTOCOL, says(MANY_MEMBERS)),
  read(
    'names a member twice',
    [null, ...PROTOCOL],
    says('{"api_release":"8.0.3.0","api_release":"8.0.2.0","version":"8.0.3"}'),
  ),
  read(
    'sends __proto__ and constructor',
    [null, ...PROTOCOL],
    says(
      '{"__proto__":{"polluted":true},"constructor":{"prototype":{"polluted":true}},"api_release":"8.0.3.0"}',
    ),
  ),
  read(
    'sends lone surrogates and NUL',
    [null, ...PROTOCOL],
    says('{"api_release":"8.0\\ud800\\u0000.3","version":"8\\udc00"}'),
  ),
  read(
    'sends numbers that no number holds',
    PROTOCOL,
    says('{"api_release":1e400,"version":9007199254740993}'),
  ),
  read(
    'sends text that is no UTF-8',
    PROTOCOL,
    says(Buffer.from([0x22, 0xc3, 0x28, 0xff, 0x22])),
  ),
  read('sets a hundred cookies', [null, ...PROTOCOL], async (exchange) => {
    const { status, body } = await exchange.ask();
    const cookies = Array.from({ length: 100 }, (_, i) => `c${i}=v; Path=/`);
    exchange.response
      .writeHead(status, { ...JSON_TYPE, 'set-cookie': cookies })
      .end(JSON.stringify(body));
  }),
  read(
    'sends headers without end',
    PROTOCOL,
    writes(
      `HTTP/1.1 200 OK\r\n${`x-filler: ${'y'.repeat(900)}\r\n`.repeat(300)}`,
    ),
  ),
  read(
    'announces answers without end',
    PROTOCOL,
    writes('HTTP/1.1 103 Early Hints\r\nlink: </x>\r\n\r\n'.repeat(2_000)),
  ),
  read(
    'counts its chunks wrongly',
    PROTOCOL,
    writes(`${HEAD}transfer-encoding: chunked\r\n\r\nZZZ\r\n{}\r\n0\r\n\r\n`),
  ),
  read(
    'gives two lengths',
    BROKEN,
    writes(`${HEAD}content-length: 2\r\ncontent-length: 40\r\n\r\n{}`),
  ),
  read(
    'gives a length and chunks',
    BROKEN,
    writes(
      `${HEAD}content-length: 2\r\ntransfer-encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\n\r\n`,
    ),
  ),
  read(
    'answers twice at once',
    [null, 'upstream_unreachable', ...PROTOCOL],
    writes(
      `${HEAD}content-length: 27\r\n\r\n{"api_release":"8.0.3.0"}  ${HEAD}content-length: 24\r\n\r\n{"api_release":"9.1.0.0"}`,
    ),
  ),
  read(
    'changes the protocol',
    BROKEN,
    writes(
      'HTTP/1.1 101 Switching Protocols\r\nupgrade: x\r\nconnection: upgrade\r\n\r\n',
    ),
  ),
  read(
    'hangs up in the middle of its body',
    ['upstream_unreachable'],
    writes(`${HEAD}content-length: 100\r\n\r\n{"api_release":`, true),
  ),
  read('speaks HTTP/2 unasked', BROKEN, ({ socket }) => {
    socket.write(Buffer.from('000012040000000000000300000064', 'hex'));
  }),
  read(
    'says 401 to everything',
    ['upstream_auth_failed'],
    ({ response }) => void response.writeHead(401, JSON_TYPE).end('{}'),
  ),
  {
    name: 'gives a session that no header can carry',
    expected: PROTOCOL,
    when: ({ method, path }) => method === 'POST' && path === '/api/session',
    answer: says('"abc\\r\\nx-injected: 1"'),
  },
];

/** Answers that point to another listener. */
export function pointingCases(goalPort: number): readonly ReadCase[] {
  const goal = `https://127.0.0.1:${String(goalPort)}/steal`;
  const redirect = (status: number): ReadCase =>
    read(
      `redirects with ${String(status)}`,
      PROTOCOL,
      ({ response }) =>
        void response.writeHead(status, { location: goal }).end(),
    );
  const hint = (header: string, value: string): ReadCase =>
    read(`sends ${header}`, [null], async (exchange) => {
      const answer = await exchange.ask();
      exchange.say({
        ...answer,
        headers: { ...answer.headers, [header]: value },
      });
    });
  return [
    ...[301, 302, 303, 307, 308].map(redirect),
    hint('Refresh', `0; url=${goal}`),
    hint('Alt-Svc', `h2="127.0.0.1:${String(goalPort)}"; ma=86400; persist=1`),
    hint('Location', goal),
  ];
}
