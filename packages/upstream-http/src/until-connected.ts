import type { Socket } from 'node:net';

import { connectTimeout } from './connect-failure.ts';

/**
 * Waits until a socket that was told to connect has done so. Whatever ends the wait otherwise destroys the socket.
 * `event` is `connect` for TCP, `secureConnect` for TLS.
 *
 * @throws the socket's own error, a `ConnectFailure` when `timeoutMs` passed, or the reason of the signal
 */
export function untilConnected<S extends Socket>(
  socket: S,
  event: 'connect' | 'secureConnect',
  { timeoutMs, signal }: { timeoutMs: number; signal?: AbortSignal },
): Promise<S> {
  return new Promise((resolve, reject) => {
    const fail = (error: unknown): void => {
      settle();
      // A destroyed socket may still report an error that nobody waits for.
      socket.on('error', () => undefined).destroy();
      reject(error instanceof Error ? error : connectTimeout());
    };
    const onAbort = (): void => fail(signal?.reason);
    const onClose = (): void =>
      fail(Object.assign(new Error('Closed.'), { code: 'ECONNRESET' }));
    const onConnected = (): void => {
      settle();
      resolve(socket);
    };
    const timer = setTimeout(() => fail(connectTimeout()), timeoutMs);
    const settle = (): void => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', onAbort);
      socket.off('error', fail).off('close', onClose).off(event, onConnected);
    };
    signal?.addEventListener('abort', onAbort, { once: true });
    socket.once('error', fail).once('close', onClose).once(event, onConnected);
    if (signal?.aborted === true) onAbort();
  });
}

/** The system's resolver cannot be stopped; what can be stopped is waiting for it. */
export function unlessAborted<T>(
  work: Promise<T>,
  signal: AbortSignal,
): Promise<T> {
  return new Promise((resolve, reject) => {
    const onAbort = (): void =>
      reject(signal.reason instanceof Error ? signal.reason : connectTimeout());
    if (signal.aborted) onAbort();
    signal.addEventListener('abort', onAbort, { once: true });
    void work
      .then(resolve, reject)
      .finally(() => signal.removeEventListener('abort', onAbort));
  });
}
