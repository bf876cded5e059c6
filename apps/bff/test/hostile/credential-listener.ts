import type { TestCertificate } from '@keyward/upstream-http/test-certificates';
import { once } from 'node:events';
import { createServer, type Socket } from 'node:net';
import { type SecureContextOptions, TLSSocket } from 'node:tls';
import { createSecureContext } from 'node:tls';

import { portOf } from './evil-gateway.ts';

/** How a listener presents itself: a certificate with what it sends after the leaf, or no TLS at all. */
export interface Presented {
  certificate?: TestCertificate;
  chain?: readonly TestCertificate[];
  tls?: SecureContextOptions;
}

export interface CredentialListener {
  port: number;
  /** Bytes that arrived after a handshake, or without one: where a credential would be. */
  bytes(): number;
  present(presented: Presented): void;
  close(): Promise<void>;
}

const REFUSAL = 'HTTP/1.1 403 Forbidden\r\ncontent-length: 0\r\n\r\n';

/** Whoever answers at an address. It refuses every request politely and counts every byte it was trusted with. */
export async function startCredentialListener(): Promise<CredentialListener> {
  const sockets = new Set<Socket>();
  let presented: Presented = {};
  let bytes = 0;
  const take = (socket: Socket): void => {
    socket
      .on('error', () => undefined)
      .on('data', (chunk: Buffer) => {
        bytes += chunk.length;
        socket.write(REFUSAL);
      });
  };
  const server = createServer((socket) => {
    sockets.add(socket.on('error', () => undefined));
    const { certificate, chain = [], tls } = presented;
    if (certificate === undefined) {
      // The greeting of TLS is no secret; a request line would be.
      socket.once('data', (chunk: Buffer) => {
        if (chunk[0] !== TLS_HANDSHAKE) bytes += chunk.length;
        socket.end('HTTP/1.1 400 Bad Request\r\ncontent-length: 0\r\n\r\n');
      });
      return;
    }
    take(
      new TLSSocket(socket, {
        isServer: true,
        secureContext: createSecureContext({
          cert: [certificate, ...chain].map(({ pem }) => pem).join('\n'),
          key: certificate.keyPem,
          ...tls,
        }),
      }),
    );
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    port: portOf(server.address()),
    bytes: () => bytes,
    present(next) {
      presented = next;
      bytes = 0;
    },
    close() {
      for (const socket of sockets) socket.destroy();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}

const TLS_HANDSHAKE = 0x16;
