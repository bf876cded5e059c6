import { createServer } from 'node:https';
import type {
  IncomingMessage,
  RequestListener,
  ServerOptions,
} from 'node:http';
import type { AddressInfo, Server, Socket } from 'node:net';
import type { TlsOptions } from 'node:tls';

import type { TestCertificate } from './certificates.ts';

interface ReceivedRequest {
  method: string;
  url: string;
  headers: IncomingMessage['headers'];
  body: string;
}

/** An HTTPS server on loopback that records what reached it. */
export interface Target {
  port: number;
  requests: ReceivedRequest[];
  /** TCP connections so far. */
  connections(): number;
  /** From now on new connections are shown this certificate; old tickets stay good. */
  present(certificate: TestCertificate): void;
  close(): Promise<void>;
}

export interface TargetOptions {
  certificate: TestCertificate;
  /** Sent after the leaf. */
  chain?: TestCertificate[];
  tls?: TlsOptions & ServerOptions;
  /** Runs once the request's body has arrived. */
  answer: RequestListener;
}

export async function startTarget({
  certificate,
  chain = [],
  tls = {},
  answer,
}: TargetOptions): Promise<Target> {
  const requests: ReceivedRequest[] = [];
  const sockets = new Set<Socket>();
  let connections = 0;
  const cert = [certificate, ...chain].map(({ pem }) => pem).join('\n');
  const server = createServer(
    { cert, key: certificate.keyPem, ...tls },
    (request, response) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => {
        const { method = '', url = '', headers } = request;
        requests.push({
          method,
          url,
          headers,
          body: Buffer.concat(chunks).toString('utf8'),
        });
        answer(request, response);
      });
    },
  );
  server.on('connection', (socket: Socket) => {
    connections += 1;
    sockets.add(socket);
    socket
      .on('error', () => undefined)
      .on('close', () => sockets.delete(socket));
  });
  server.on('tlsClientError', () => undefined);
  const port = await listen(server);
  return {
    port,
    requests,
    connections: () => connections,
    present: ({ pem, keyPem }) =>
      server.setSecureContext({ ...tls, cert: pem, key: keyPem }),
    close: () => {
      for (const socket of sockets) socket.destroy();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}

/** Listens and hands every socket over; speaks nothing by itself. `server` must not be listening yet. */
export async function startBare(
  server: Server,
  event: 'connection' | 'secureConnection',
  onSocket: (socket: Socket) => void,
): Promise<{ port: number; close(): Promise<void> }> {
  const sockets = new Set<Socket>();
  // The TCP sockets, also those below TLS: a server that stays silent never notices that the other side has gone.
  server.on('connection', (socket: Socket) =>
    sockets.add(socket.on('error', () => undefined)),
  );
  server.on('tlsClientError', () => undefined);
  server.on(event, (socket: Socket) =>
    onSocket(socket.on('error', () => undefined)),
  );
  const port = await listen(server);
  return {
    port,
    close: () => {
      for (const socket of sockets) socket.destroy();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}

/** Listens on a free port of 127.0.0.1. */
export function listen(server: Server): Promise<number> {
  return new Promise((resolve) => {
    server.listen(0, '127.0.0.1', () => {
      const address: AddressInfo | string | null = server.address();
      resolve(
        typeof address === 'object' && address !== null ? address.port : 0,
      );
    });
  });
}

export function json(
  status: number,
  body: unknown,
  headers: Record<string, string> = {},
): RequestListener {
  return (_request, response) => {
    response
      .writeHead(status, { 'content-type': 'application/json', ...headers })
      .end(JSON.stringify(body));
  };
}
