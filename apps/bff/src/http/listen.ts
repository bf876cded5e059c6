import type { ErrorCode } from '@keyward/contract';
import { readFile } from 'node:fs/promises';
import {
  createServer,
  type RequestListener,
  type Server,
  type ServerOptions,
} from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import { once } from 'node:events';
import type { Duplex } from 'node:stream';
import { z } from 'zod';

import type { Config } from '../config.ts';

/** Slow or silent clients give their place back; none of these limits an open event stream. */
const LIMITS = {
  headersTimeout: 10_000,
  requestTimeout: 30_000,
  keepAliveTimeout: 65_000,
  maxHeaderSize: 16 * 1024,
  connectionsCheckingInterval: 5_000,
  // The dispatcher refuses that itself, with its headers.
  requireHostHeader: false,
} as const;

const MOST_CONNECTIONS = 4_000;
/** For the database, targets, files: idle clients must not use up what it takes to serve the others. */
const KEPT_BACK = 120;
const FEWEST_CONNECTIONS = 16;
const FAREWELL_MS = 1_000;

/** Why Node gave up on a request before there was one to dispatch. */
const CODES: Readonly<Record<string, ErrorCode>> = {
  HPE_HEADER_OVERFLOW: 'headers_too_large',
  HPE_CHUNK_EXTENSIONS_OVERFLOW: 'payload_too_large',
  ERR_HTTP_REQUEST_TIMEOUT: 'request_timeout',
};

/**
 * Opens the listening socket. `refuse` writes the whole answer to what is no readable request; `limits` are times in
 * milliseconds and sizes in bytes that differ from the usual ones.
 *
 * @throws the system's error when the port is taken
 */
export async function listen(
  config: Pick<Config, 'host' | 'port' | 'tls'>,
  listener: RequestListener,
  refuse: (code: ErrorCode) => string,
  limits: Partial<ServerOptions> = {},
): Promise<{ server: Server; port: number }> {
  const given = { ...LIMITS, ...limits };
  const server =
    config.tls === null
      ? createServer(given, listener)
      : createTlsServer(
          {
            ...given,
            cert: await readFile(config.tls.certFile),
            key: await readFile(config.tls.keyFile),
            minVersion: 'TLSv1.2',
          },
          listener,
        );
  server.maxConnections = mostConnections();
  // Without a listener Node answers 417 by itself, without any of our headers.
  server.on('checkExpectation', listener);
  const end = (socket: Duplex, code: ErrorCode): void => {
    if (!socket.writable) return void socket.destroy();
    // Closing over bytes that nobody reads resets the connection, and the answer is lost on the way.
    socket.removeAllListeners('data');
    socket.on('data', () => undefined);
    socket.end(refuse(code));
    // A client that never closes its side would keep its place for ever.
    setTimeout(() => socket.destroy(), FAREWELL_MS).unref();
  };
  server.on('clientError', (error: NodeJS.ErrnoException, socket) =>
    end(socket, CODES[error.code ?? ''] ?? 'malformed_request'),
  );
  // Nobody tunnels through here; without a listener Node hangs up without a word.
  server.on('connect', (_request, socket: Duplex) =>
    end(socket, 'method_not_allowed'),
  );
  server.listen(config.port, config.host);
  await once(server, 'listening');
  const address = server.address();
  return {
    server,
    port: typeof address === 'object' ? (address?.port ?? 0) : 0,
  };
}

const DRAIN_MS = 5_000;

/** No new requests; those that run may finish for a moment. */
export async function stopListening(server: Server): Promise<void> {
  const closed = once(server, 'close');
  server.close();
  server.closeIdleConnections();
  const timer = setTimeout(() => server.closeAllConnections(), DRAIN_MS);
  await closed;
  clearTimeout(timer);
}

/** As many as there are file descriptors for; who comes on top of that is let go at once. */
function mostConnections(): number {
  const report: unknown = process.report.getReport();
  const given = softLimitOf(report);
  return given === null
    ? MOST_CONNECTIONS
    : Math.max(
        FEWEST_CONNECTIONS,
        Math.min(MOST_CONNECTIONS, given - KEPT_BACK),
      );
}

const limits = z.object({
  userLimits: z.object({ open_files: z.object({ soft: z.number() }) }),
});

/** Null where there is no limit, or no such thing. */
function softLimitOf(report: unknown): number | null {
  const parsed = limits.safeParse(report);
  return parsed.success ? parsed.data.userLimits.open_files.soft : null;
}
