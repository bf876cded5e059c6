import { connect } from 'node:tls';
import type { ConnectionOptions, TLSSocket } from 'node:tls';

import { connectTimeout } from './connect-failure.ts';
import type { CheckedAddress, EgressGuard } from './egress/egress-guard.ts';
import { unlessAborted, untilConnected } from './until-connected.ts';

const MAX_ADDRESSES_TRIED = 4;

export interface CheckedConnection {
  host: string;
  port: number;
  egress: EgressGuard;
  /** Everything but where to connect. */
  tls: ConnectionOptions;
  /** For name resolution and all attempts together. */
  timeoutMs: number;
  signal?: AbortSignal;
}

/**
 * Opens a TLS connection to an address that the egress guard has just checked. The name is resolved once, by the guard;
 * the socket gets the address, so a second answer of the name server changes nothing.
 * Resolves after the handshake, and rejects with the error of the first address when none works.
 */
export async function connectChecked(
  options: CheckedConnection,
): Promise<{ socket: TLSSocket; address: string }> {
  const { host, port, egress, timeoutMs } = options;
  const timeout = new AbortController();
  const timer = setTimeout(() => timeout.abort(connectTimeout()), timeoutMs);
  const signal =
    options.signal === undefined
      ? timeout.signal
      : AbortSignal.any([timeout.signal, options.signal]);
  try {
    const addresses = await unlessAborted(egress.check(host, port), signal);
    return await connectToFirst(
      addresses.slice(0, MAX_ADDRESSES_TRIED),
      options,
      signal,
    );
  } finally {
    clearTimeout(timer);
  }
}

async function connectToFirst(
  addresses: CheckedAddress[],
  options: CheckedConnection,
  signal: AbortSignal,
): Promise<{ socket: TLSSocket; address: string }> {
  let firstError: unknown = new Error('The guard named no address.');
  // A silent address may use its share of the time, not all of it.
  const share = Math.ceil(options.timeoutMs / addresses.length);
  for (const [index, { address }] of addresses.entries()) {
    try {
      return {
        socket: await handshake(address, options, signal, share),
        address,
      };
    } catch (error) {
      signal.throwIfAborted();
      if (index === 0) firstError = error;
    }
  }
  throw firstError;
}

async function handshake(
  address: string,
  { port, tls }: CheckedConnection,
  signal: AbortSignal,
  shareMs: number,
): Promise<TLSSocket> {
  const socket = await untilConnected(
    connect({ ...tls, host: address, port }),
    'secureConnect',
    { timeoutMs: shareMs, signal },
  );
  return socket.setNoDelay(true).setKeepAlive(true, 60_000);
}
