import type { TLSSocket } from 'node:tls';

import { codeOf, foreignText, inSeconds, LayerFailure } from '../finding.ts';
import {
  createMessageReader,
  decodeAnswer,
  encodeRequest,
  type KmipAnswer,
  type KmipVersion,
  RESULT_REASON,
  type Ttlv,
  TtlvError,
} from '../wire/index.ts';
import { LayerTimeout } from '../within-limit.ts';
import { type ShownToServer, WHY_NOT_SHOWN } from '../shown-to-server.ts';
import { clientAlertOf, closedOnClient } from './tls-failures.ts';

/** The server ended the connection over the client certificate, after TLS seemed done: so it is in TLS 1.3. */
export class ClientRefused extends Error {
  override readonly name = 'ClientRefused';
  readonly alert: string;

  constructor(alert: string) {
    super('The key server refused the client certificate.');
    this.alert = alert;
  }
}

export interface KmipRequest {
  version: KmipVersion;
  operation: number;
  payload: Ttlv[];
}

/** One request and its answer. @throws LayerFailure, ClientRefused, or the signal's reason */
export async function exchange(
  socket: TLSSocket,
  { version, operation, payload }: KmipRequest,
  shown: ShownToServer,
  signal: AbortSignal,
): Promise<KmipAnswer> {
  try {
    const answer = readAnswer(socket, signal);
    socket.write(encodeRequest(version, operation, payload));
    return decodeAnswer(await answer);
  } catch (error) {
    if (error instanceof TtlvError) throw garbage(error);
    const alert = clientAlertOf(codeOf(error));
    if (alert !== null) throw new ClientRefused(alert);
    signal.throwIfAborted();
    if (error instanceof LayerTimeout) throw error;
    if (shown.clientCertificate === 'shown') throw closedOnClient(shown);
    throw new LayerFailure(
      'The key server closed the connection without an answer.',
      'Look into the key server’s log; many close like this when they do not know the client certificate.',
    );
  }
}

function readAnswer(
  socket: TLSSocket,
  signal: AbortSignal,
): Promise<Uint8Array> {
  const reader = createMessageReader();
  return new Promise((resolve, reject) => {
    const settle = (): void => {
      signal.removeEventListener('abort', onAbort);
      socket
        .off('data', onData)
        .off('error', fail)
        .off('close', onEnd)
        .off('end', onEnd);
      socket.pause();
    };
    const fail = (error: unknown): void => {
      settle();
      reject(error instanceof Error ? error : new Error('Stopped.'));
    };
    const onEnd = (): void => fail(new Error('Closed.'));
    const onAbort = (): void => fail(signal.reason);
    const onData = (chunk: Uint8Array): void => {
      try {
        const message = reader.take(chunk);
        if (message === null) return;
        settle();
        resolve(message);
      } catch (error) {
        fail(error);
      }
    };
    signal.addEventListener('abort', onAbort, { once: true });
    socket
      .on('data', onData)
      .once('error', fail)
      .once('close', onEnd)
      .once('end', onEnd);
    socket.resume();
    if (signal.aborted) onAbort();
  });
}

function garbage(error: TtlvError): LayerFailure {
  return new LayerFailure(
    `What came back is no KMIP answer: ${error.message}`,
    'Check the port: another service may answer here.',
  );
}

export function silentKmip(ms: number): LayerFailure {
  return new LayerFailure(
    `The key server took the request and stayed silent for ${inSeconds(ms)}.`,
    'Check that this is the KMIP port, and look into the key server’s log.',
  );
}

/** Why the server did not do what it was asked, with its own words behind ours. */
export function refusedRequest(
  { reason, message }: KmipAnswer,
  { clientCertificate, weakness }: ShownToServer,
): LayerFailure {
  const words =
    message === null || message === ''
      ? ''
      : ` It says: “${foreignText(message)}”`;
  if (
    reason === RESULT_REASON.authenticationNotSuccessful ||
    reason === RESULT_REASON.permissionDenied
  ) {
    if (clientCertificate !== 'shown') {
      return new LayerFailure(
        `The key server answers only clients that it knows by their certificate; ${WHY_NOT_SHOWN[clientCertificate]}.${words}`,
        null,
        'skipped',
      );
    }
    if (weakness !== null) {
      return new LayerFailure(
        `The key server does not accept the client certificate of this change: ${weakness.why}.${words}`,
        weakness.nextStep,
      );
    }
    return new LayerFailure(
      `The key server does not accept this client.${words}`,
      'Have the client certificate registered as a client, or its user, on the key server.',
    );
  }
  return new LayerFailure(
    `The key server refused the request${reason === null ? '' : ` (reason ${String(reason)})`}.${words}`,
    'Look into the key server’s log for the reason.',
  );
}
