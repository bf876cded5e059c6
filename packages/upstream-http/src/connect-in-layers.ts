import { connect as connectTcp } from 'node:net';
import type { Socket } from 'node:net';
import { connect as connectTls } from 'node:tls';
import type { ConnectionOptions, TLSSocket } from 'node:tls';

import { connectFailureFrom, connectTimeout } from './connect-failure.ts';
import type { CheckedAddress, EgressGuard } from './egress/egress-guard.ts';
import { unlessAborted, untilConnected } from './until-connected.ts';

const MAX_ADDRESSES_TRIED = 4;

/** Bounds of one layer; milliseconds. */
export interface LayerBounds {
  timeoutMs: number;
  signal?: AbortSignal;
}

/**
 * First layer of a preflight: the addresses of `host`, every one of them allowed.
 *
 * @throws EgressDenied with its reason. @throws ConnectFailure `timeout`
 */
export async function lookUpChecked(
  egress: EgressGuard,
  host: string,
  port: number,
  { timeoutMs, signal }: LayerBounds,
): Promise<CheckedAddress[]> {
  const timeout = new AbortController();
  const timer = setTimeout(() => timeout.abort(connectTimeout()), timeoutMs);
  try {
    return await unlessAborted(
      egress.check(host, port),
      signal === undefined
        ? timeout.signal
        : AbortSignal.any([timeout.signal, signal]),
    );
  } finally {
    clearTimeout(timer);
  }
}

/**
 * Second layer: TCP to the first of these addresses that answers. They come from `lookUpChecked` and nowhere else, so
 * nothing is resolved a second time. The caller destroys the socket.
 *
 * @throws ConnectFailure `unreachable` or `timeout`, of the first address
 */
export async function openTcp(
  addresses: readonly CheckedAddress[],
  port: number,
  { timeoutMs, signal }: LayerBounds,
): Promise<{ socket: Socket; address: string }> {
  const tried = addresses.slice(0, MAX_ADDRESSES_TRIED);
  // A silent address may use its share of the time, not all of it.
  const bounds = {
    timeoutMs: Math.ceil(timeoutMs / Math.max(tried.length, 1)),
    ...(signal === undefined ? {} : { signal }),
  };
  let firstError: unknown = new Error('There is no address.');
  for (const [index, { address, family }] of tried.entries()) {
    try {
      const socket = connectTcp({ host: address, port, family });
      await untilConnected(socket, 'connect', bounds);
      return { socket, address };
    } catch (error) {
      signal?.throwIfAborted();
      if (index === 0) firstError = error;
    }
  }
  throw connectFailureFrom(firstError, 'ca');
}

/**
 * Third layer: TLS over a socket of `openTcp`, at least 1.2. What `tls` says about trust is the caller's: a preflight that
 * sends no credential may look at a certificate without trusting it.
 *
 * @throws ConnectFailure `tls` with its reason, `unreachable` or `timeout`
 */
export async function openTls(
  socket: Socket,
  tls: Omit<ConnectionOptions, 'host' | 'port' | 'path' | 'socket' | 'session'>,
  bounds: LayerBounds,
): Promise<TLSSocket> {
  try {
    const secured = connectTls({ minVersion: 'TLSv1.2', ...tls, socket });
    return await untilConnected(secured, 'secureConnect', bounds);
  } catch (error) {
    socket.on('error', () => undefined).destroy();
    throw connectFailureFrom(error, 'ca');
  }
}
