import { type AddressInfo, createServer as createTcpServer } from 'node:net';
import type { Server, Socket } from 'node:net';
import { createServer, type TlsOptions, type TLSSocket } from 'node:tls';
import { onTestFinished } from 'vitest';

import {
  createMessageReader,
  decodeRequest,
  encodeAnswer,
  OPERATION,
  protocolVersion,
  RESULT_REASON,
  TAG,
  type Ttlv,
} from '@keyward/kmip-probe/wire';

/** A port on loopback with a server of the test's own behind it; gone when the test is. */
async function listen(server: Server): Promise<number> {
  const open = new Set<Socket>();
  server.on('connection', (socket: Socket) => {
    open.add(socket);
    socket.on('error', () => undefined).on('close', () => open.delete(socket));
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  onTestFinished(async () => {
    for (const socket of open) socket.destroy();
    await new Promise((resolve) => server.close(resolve));
  });
  return (server.address() as AddressInfo).port; // a listening TCP server has no other kind of address
}

export function startTcp(onSocket: (socket: Socket) => void): Promise<number> {
  return listen(createTcpServer(onSocket));
}

export function startTls(
  options: TlsOptions,
  onSocket: (socket: TLSSocket) => void = () => undefined,
): Promise<number> {
  const server = createServer(options, (socket) => {
    socket.on('error', () => undefined);
    onSocket(socket);
  });
  server.on('tlsClientError', () => undefined);
  return listen(server);
}

/** A port on which nothing listens: one that was free a moment ago. */
export async function refusedPort(): Promise<number> {
  const server = createTcpServer();
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo; // a listening TCP server has no other kind of address
  await new Promise((resolve) => server.close(resolve));
  return port;
}

export type Answerer = (request: {
  operation: number;
  version: { major: number; minor: number };
}) => Uint8Array | null;

/** Answers KMIP requests one after the other; null closes the connection instead. */
export function answerKmip(answer: Answerer) {
  return (socket: TLSSocket): void => {
    let reader = createMessageReader(TAG.requestMessage);
    socket.on('data', (chunk: Buffer) => {
      const message = reader.take(chunk);
      if (message === null) return;
      reader = createMessageReader(TAG.requestMessage);
      const answered = answer(decodeRequest(message));
      if (answered === null) socket.end();
      else socket.write(answered);
    });
  };
}

const V1_4 = { major: 1, minor: 4 };

/** A healthy key server of KMIP 1.0 to 1.4. */
export const healthy: Answerer = ({ operation }) =>
  encodeAnswer(V1_4, 0n, operation, {
    payload:
      operation === OPERATION.discoverVersions
        ? [4, 3, 2, 1, 0].map((minor) => protocolVersion({ major: 1, minor }))
        : aboutTheServer,
  });

const aboutTheServer: Ttlv[] = [
  ...[1, 8, 10, 20].map((value): Ttlv => ({
    tag: TAG.operation,
    type: 'enumeration',
    value,
  })),
  { tag: TAG.objectType, type: 'enumeration', value: 2 },
  { tag: TAG.vendorIdentification, type: 'text', value: 'Test key server' },
];

/** Refuses whatever it is asked. */
export function refusing(reason: number, message: string): Answerer {
  return ({ operation, version }) =>
    encodeAnswer(version, 0n, operation, { reason, message });
}

export { RESULT_REASON };
