import { auditRow, type AuditRow } from '@keyward/contract';
import type { TestCertificate } from '@keyward/upstream-http/test-certificates';
import { once } from 'node:events';
import type { ServerResponse } from 'node:http';
import { createServer } from 'node:https';
import type { AddressInfo, Socket } from 'node:net';
import { createServer as createTlsServer } from 'node:tls';

/** A receiver of batches over HTTPS, which can be away. */
export interface HttpsReceiver {
  port: number;
  /** Every row of every batch that it acknowledged or kept, in the order of arrival. */
  rows: AuditRow[];
  batches: { first: string; last: string; authorization: string }[];
  /** Answers as it likes from now on; 204 without. `keeps` says whether it stored the rows all the same. */
  behave(
    respond: ((response: ServerResponse) => void) | null,
    keeps?: boolean,
  ): void;
  goAway(): Promise<void>;
  comeBack(): Promise<void>;
  close(): Promise<void>;
}

export async function openHttpsReceiver(
  certificate: TestCertificate,
): Promise<HttpsReceiver> {
  const rows: AuditRow[] = [];
  const batches: HttpsReceiver['batches'] = [];
  let respond: ((response: ServerResponse) => void) | null = null;
  let keeps = true;
  const { pem: cert, keyPem: key } = certificate;
  const server = createServer({ cert, key }, (request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const { headers } = request;
      if (keeps) {
        rows.push(...rowsOf(Buffer.concat(chunks).toString('utf8')));
        batches.push({
          first: String(headers['keyward-audit-first']),
          last: String(headers['keyward-audit-last']),
          authorization: headers.authorization ?? '',
        });
      }
      if (respond === null) response.writeHead(204).end();
      else respond(response);
    });
  });
  const listen = async (port: number): Promise<number> => {
    server.listen(port, '127.0.0.1');
    await once(server, 'listening');
    return (server.address() as AddressInfo).port; // A listening TCP server has this kind of address.
  };
  const port = await listen(0);
  const goAway = async (): Promise<void> => {
    if (!server.listening) return;
    const closed = once(server, 'close');
    server.close();
    server.closeAllConnections();
    await closed;
  };
  return {
    port,
    rows,
    batches,
    behave(next, keepsRows = next === null) {
      respond = next;
      keeps = keepsRows;
    },
    goAway,
    async comeBack() {
      await listen(port);
    },
    close: goAway,
  };
}

function rowsOf(ndjson: string): AuditRow[] {
  return ndjson
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => auditRow.parse(JSON.parse(line)));
}

/** A syslog receiver that keeps what came over connections that ended in order. */
export interface SyslogReceiver {
  port: number;
  messages: string[];
  /** What it does with a connection once bytes arrive; null reads to the end. */
  behave(meet: ((socket: Socket) => void) | null): void;
  close(): Promise<void>;
}

export async function openSyslogReceiver({
  pem: cert,
  keyPem: key,
}: TestCertificate): Promise<SyslogReceiver> {
  const messages: string[] = [];
  const open = new Set<Socket>();
  let meet: ((socket: Socket) => void) | null = null;
  const server = createTlsServer(
    { cert, key, allowHalfOpen: true },
    (socket) => {
      const chunks: Buffer[] = [];
      socket.on('error', () => undefined);
      socket.on('data', (chunk: Buffer) => {
        if (meet === null) chunks.push(chunk);
        else meet(socket);
      });
      socket.on('end', () => {
        if (meet !== null) return;
        messages.push(...unframed(Buffer.concat(chunks)));
        socket.end();
      });
    },
  );
  server.on('tlsClientError', () => undefined);
  server.on('connection', (socket: Socket) => {
    open.add(socket);
    socket.on('close', () => open.delete(socket));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    port: (server.address() as AddressInfo).port, // A listening TCP server has this kind of address.
    messages,
    behave(next) {
      meet = next;
    },
    async close() {
      for (const socket of open) socket.destroy();
      const closed = once(server, 'close');
      server.close();
      await closed;
    },
  };
}

/** Messages after RFC 5425: a length in bytes, a space, and so many bytes. */
function unframed(bytes: Buffer): string[] {
  const messages: string[] = [];
  let at = 0;
  while (at < bytes.length) {
    const space = bytes.indexOf(0x20, at);
    const length = Number(bytes.subarray(at, space).toString('latin1'));
    messages.push(
      bytes.subarray(space + 1, space + 1 + length).toString('utf8'),
    );
    at = space + 1 + length;
  }
  return messages;
}
