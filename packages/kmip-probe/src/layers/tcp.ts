import type { CheckedAddress } from '@keyward/upstream-http';
import { connect, type Socket } from 'node:net';

import {
  codeOf,
  type Finding,
  inSeconds,
  LayerFailure,
  passed,
} from '../finding.ts';
import { LayerTimeout, withinLimit } from '../within-limit.ts';

const MAX_ADDRESSES_TRIED = 4;

/** Opens a connection to the first checked address that takes one. @throws LayerFailure */
export async function connectTo(
  addresses: readonly CheckedAddress[],
  port: number,
  limitMs: number,
  signal: AbortSignal,
): Promise<{ found: Finding; socket: Socket; address: string }> {
  const tried = addresses.slice(0, MAX_ADDRESSES_TRIED);
  const share = Math.ceil(limitMs / Math.max(1, tried.length));
  let first: LayerFailure | null = null;
  for (const { address } of tried) {
    try {
      const socket = await withinLimit(share, signal, (own) =>
        open(address, port, own),
      );
      return {
        socket,
        address,
        found: passed(
          `${address} accepts connections on port ${String(port)}.`,
        ),
      };
    } catch (error) {
      signal.throwIfAborted();
      first ??= explain(error, address, port);
    }
  }
  throw (
    first ??
    new LayerFailure('There is no address to connect to.', 'Check the name.')
  );
}

function open(
  address: string,
  port: number,
  signal: AbortSignal,
): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = connect({ host: address, port });
    const onAbort = (): void => {
      socket.destroy();
      reject(
        signal.reason instanceof Error ? signal.reason : new Error('Stopped.'),
      );
    };
    signal.addEventListener('abort', onAbort, { once: true });
    socket.once('connect', () => {
      signal.removeEventListener('abort', onAbort);
      socket.removeAllListeners('error');
      // Between the layers nobody reads; an error then shows in the next one.
      socket.on('error', () => undefined);
      resolve(socket);
    });
    socket.once('error', (error) => {
      signal.removeEventListener('abort', onAbort);
      socket.destroy();
      reject(error);
    });
  });
}

function explain(error: unknown, address: string, port: number): LayerFailure {
  const at = `port ${String(port)} of ${address}`;
  if (error instanceof LayerTimeout) {
    return new LayerFailure(
      `No answer from ${at} within ${inSeconds(error.ms)}.`,
      'Check that the key server is up, and whether a firewall between Keyward and it drops the connection.',
    );
  }
  const code = codeOf(error);
  if (code === 'ECONNREFUSED') {
    return new LayerFailure(
      `Refused: nothing listens on ${at}.`,
      'Check the port, and that the KMIP service of the key server is running.',
    );
  }
  return new LayerFailure(
    `${at} cannot be reached${code === '' ? '' : ` (${code})`}.`,
    'Check the route and the firewalls between Keyward and the key server.',
  );
}
