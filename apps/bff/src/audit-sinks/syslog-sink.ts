import { hostname } from 'node:os';
import { isIP } from 'node:net';
import { connect, type TLSSocket } from 'node:tls';

import { DeliveryProblem } from '../deliveries/delivery-problem.ts';
import type { AuditSink } from './audit-sink.ts';
import type { SinkTls } from './sink-tls.ts';
import { framed, syslogMessage } from './syslog-message.ts';

const MOST_MS = 10_000;

export interface SyslogSettings extends SinkTls {
  type: 'syslog';
  name: string;
  host: string;
  port: number;
}

/**
 * Syslog over TLS (RFC 5425). The protocol acknowledges nothing, so each batch has a connection of its own: a receiver
 * that reads to the end and closes in turn has taken it, one that hangs or breaks off has not.
 *
 * @param mostMs how long it may take to do so, in milliseconds
 */
export function createSyslogSink(
  settings: SyslogSettings,
  mostMs = MOST_MS,
): AuditSink {
  return {
    name: settings.name,
    type: 'syslog',
    cursor: settings.name,
    async send(rows, signal) {
      const host = hostname();
      const bytes = rows
        .map((row) => framed(syslogMessage(row, host)))
        .join('');
      await deliver(
        settings,
        bytes,
        AbortSignal.any([signal, AbortSignal.timeout(mostMs)]),
      );
    },
    held: () => Promise.resolve(null),
    close: () => Promise.resolve(),
  };
}

async function deliver(
  { host, port, ca, cert, key }: SyslogSettings,
  bytes: string,
  limit: AbortSignal,
): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  const socket: TLSSocket = connect({
    host,
    port,
    minVersion: 'TLSv1.2',
    ...(isIP(host) === 0 ? { servername: host } : {}),
    ...(ca === null ? {} : { ca }),
    ...(cert === null || key === null ? {} : { cert, key }),
  });
  const giveUp = (): void => {
    socket.destroy();
    reject(new DeliveryProblem('not taken in time'));
  };
  limit.addEventListener('abort', giveUp, { once: true });
  socket.once('secureConnect', () => socket.end(bytes));
  socket.once('error', reject);
  // The receiver's own end comes after it has read ours; with bytes unread its system resets the connection.
  socket.once('end', () =>
    socket.writableFinished
      ? resolve()
      : reject(new DeliveryProblem('cut off')),
  );
  socket.once('close', () => reject(new DeliveryProblem('cut off')));
  socket.resume();
  try {
    if (limit.aborted) giveUp();
    await promise;
  } finally {
    limit.removeEventListener('abort', giveUp);
    socket.on('error', () => undefined);
    socket.destroy();
  }
}
