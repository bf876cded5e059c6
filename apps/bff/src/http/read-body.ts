import type { IncomingMessage } from 'node:http';

import { parseJsonText } from './json-text.ts';
import { Refusal } from './refusal.ts';

const BODY_TIME_LIMIT_MS = 15_000;

/**
 * Reads and parses a JSON body of at most `limitBytes` that arrives within `withinMs`. An absent body is `undefined`. Compressed bodies are refused:
 * nothing of ours sends one, and inflating is how small requests become large.
 */
export async function readJsonBody(
  request: IncomingMessage,
  limitBytes: number,
  withinMs = BODY_TIME_LIMIT_MS,
): Promise<unknown> {
  const encoding = request.headers['content-encoding'];
  if (encoding !== undefined && encoding !== 'identity') {
    throw new Refusal('unsupported_media_type', {
      detail: 'Send the body without compression.',
    });
  }
  if (Number(request.headers['content-length'] ?? 0) > limitBytes) {
    throw tooLarge(limitBytes);
  }
  const bytes = await readBytes(request, limitBytes, withinMs);
  if (bytes.length === 0) return undefined;
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(
      bytes,
    );
  } catch {
    throw new Refusal('malformed_json', { detail: 'The body is not UTF-8.' });
  }
  return parseJsonText(text);
}

function tooLarge(limitBytes: number): Refusal {
  return new Refusal('payload_too_large', {
    detail: `At most ${String(Math.floor(limitBytes / 1024))} KiB.`,
  });
}

function readBytes(
  request: IncomingMessage,
  limitBytes: number,
  withinMs: number,
): Promise<Buffer> {
  const { promise, resolve, reject } = Promise.withResolvers<Buffer>();
  const chunks: Buffer[] = [];
  let size = 0;
  // Only listeners come and go: a destroyed request could not be answered any more.
  const take = (chunk: Buffer): void => {
    size += chunk.length;
    if (size > limitBytes) reject(tooLarge(limitBytes));
    else chunks.push(chunk);
  };
  const finish = (): void => resolve(Buffer.concat(chunks));
  // A client that breaks off is no fault of ours: its socket error would read like one of the database's.
  const breakOff = (): void =>
    reject(
      new Refusal('malformed_json', {
        detail: 'The body did not arrive whole.',
      }),
    );
  const timer = setTimeout(
    () => reject(new Refusal('request_timeout')),
    withinMs,
  );
  request.on('data', take);
  request.on('end', finish);
  request.on('error', breakOff);
  request.on('close', breakOff);
  if (request.destroyed) breakOff();
  return promise.finally(() => {
    clearTimeout(timer);
    request.off('data', take);
    request.off('end', finish);
    request.off('close', breakOff);
    // The listener for errors stays: without one a late error would end the process.
  });
}
