import { makeTlsIdentity, type SimulatorEntry } from '@keyward/simulators';
import { once } from 'node:events';
import {
  Agent,
  createServer as createHttpsServer,
  request as sendRequest,
} from 'node:https';
import type {
  IncomingHttpHeaders,
  IncomingMessage,
  ServerResponse,
} from 'node:http';
import { type AddressInfo, createServer, type Socket } from 'node:net';

export interface HeardRequest {
  method: string;
  path: string;
  headers: IncomingHttpHeaders;
  body: string;
}

interface PassedAnswer {
  status: number;
  headers: Record<string, string>;
  /** Parsed when it is JSON. */
  body: unknown;
}

/** One request in the hands of whoever misbehaves. */
export interface Exchange extends HeardRequest {
  response: ServerResponse;
  socket: Socket;
  /** Asks the real simulator, without answering yet; with another body, or one that is not the console's own request. */
  ask: (other?: Partial<HeardRequest>) => Promise<PassedAnswer>;
  /** Answers with this, or with what the simulator says. */
  say: (answer: PassedAnswer) => void;
}

export interface Misbehaviour {
  /** As a sentence that begins with "the target". */
  name: string;
  /** It keeps the console waiting until a limit is over. */
  isSlow?: boolean;
  /** Which requests it is about; the others are answered honestly. */
  when(request: HeardRequest): boolean;
  answer(exchange: Exchange): void | Promise<void>;
  /** Instead of all that: what happens to a TCP connection before TLS. */
  onConnection?(socket: Socket): void;
}

export interface EvilGateway {
  port: number;
  sha256: string;
  certificatePem: string;
  /** Every request since the last change of behaviour, whole. */
  heard: HeardRequest[];
  /** All that was ever received, decrypted. */
  everything: string[];
  behave(misbehaviour: Misbehaviour | null): void;
  openSockets(): number;
  close(): Promise<void>;
}

/**
 * Stands before a simulator and passes everything on, except where it misbehaves: so a target is honest up to the very
 * answer that a test is about.
 */
export async function startEvilGateway(
  behind: SimulatorEntry,
): Promise<EvilGateway> {
  const identity = await makeTlsIdentity('evil');
  const agent = new Agent({ ca: behind.certificatePem, keepAlive: true });
  const sockets = new Set<Socket>();
  const heard: HeardRequest[] = [];
  const everything: string[] = [];
  let current: Misbehaviour | null = null;
  const inner = createHttpsServer(
    {
      key: identity.privateKeyPem,
      cert: identity.certificatePem,
      keepAliveTimeout: 65_000,
    },
    (request, response) => void handle(request, response),
  );
  inner.on('tlsClientError', () => undefined);
  const outer = createServer((socket) => {
    sockets.add(socket);
    socket
      .on('error', () => undefined)
      .on('close', () => sockets.delete(socket));
    if (current?.onConnection !== undefined) current.onConnection(socket);
    else inner.emit('connection', socket);
  });

  async function handle(
    message: IncomingMessage,
    response: ServerResponse,
  ): Promise<void> {
    const received = await readRequest(message);
    heard.push(received);
    everything.push(JSON.stringify(received));
    response.on('error', () => undefined);
    const exchange: Exchange = {
      ...received,
      response,
      socket: message.socket,
      ask: (other = {}) => {
        const body = other.body ?? received.body;
        return askBehind({
          ...received,
          ...other,
          headers:
            body === ''
              ? received.headers
              : {
                  ...received.headers,
                  'content-length': String(Buffer.byteLength(body)),
                },
        });
      },
      say: ({ status, headers, body }) => {
        const text = body === undefined ? '' : JSON.stringify(body);
        response.writeHead(status, headers).end(text);
      },
    };
    const misbehaves = current?.when(received) === true ? current : null;
    if (misbehaves === null) exchange.say(await exchange.ask());
    else await misbehaves.answer(exchange);
  }

  function askBehind({
    method,
    path,
    headers,
    body,
  }: HeardRequest): Promise<PassedAnswer> {
    return new Promise((resolve, reject) => {
      const call = sendRequest(
        { host: behind.host, port: behind.port, agent, method, path, headers },
        (answer) => {
          const chunks: Buffer[] = [];
          answer.on('data', (chunk: Buffer) => chunks.push(chunk));
          answer.on('error', reject);
          answer.on('end', () => {
            const text = Buffer.concat(chunks).toString('utf8');
            resolve({
              status: answer.statusCode ?? 0,
              headers: { 'content-type': 'application/json' },
              body: text === '' ? undefined : JSON.parse(text),
            });
          });
        },
      );
      call.on('error', reject);
      call.end(body);
    });
  }

  await new Promise<void>((resolve) => {
    outer.listen(0, '127.0.0.1', resolve);
  });
  return {
    port: portOf(outer.address()),
    sha256: identity.sha256,
    certificatePem: identity.certificatePem,
    heard,
    everything,
    behave(misbehaviour) {
      current = misbehaviour;
      heard.length = 0;
    },
    openSockets: () => sockets.size,
    close() {
      for (const socket of sockets) socket.destroy();
      agent.destroy();
      return new Promise((resolve) => {
        outer.close(() => resolve());
      });
    },
  };
}

async function readRequest(message: IncomingMessage): Promise<HeardRequest> {
  const chunks: Buffer[] = [];
  message.on('data', (chunk: Buffer) => chunks.push(chunk));
  await once(message, 'end');
  return {
    method: message.method ?? '',
    path: message.url ?? '',
    headers: message.headers,
    body: Buffer.concat(chunks).toString('utf8'),
  };
}

export function portOf(address: AddressInfo | string | null): number {
  return typeof address === 'object' && address !== null ? address.port : 0;
}
