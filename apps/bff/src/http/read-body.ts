import type { IncomingMessage } from 'node:http';

import { parseJsonText } from './json-text.ts';
import { Refusal } from './refusal.ts';

const BODY_TIME_LIMIT_MS = 15_000;

/**
 * Reads and parses a JSON body of at most `limitBytes`. An absent body is `undefined`. Compressed bodies are refused:
 * nothing of ours sends one, and inflating is how small requests become large.
 */
export async function readJsonBody(
  request: IncomingMessage,
  limitBytes: number,
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
  const bytes = await readBytes(request, limitBytes);
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

async function readBytes(
  request: IncomingMessage,
  limitBytes: number,
): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  const timer = setTimeout(() => request.destroy(), BODY_TIME_LIMIT_MS);
  try {
    // The default would destroy the connection before the refusal could be sent on it.
    for await (const chunk of request.iterator({ destroyOnReturn: false })) {
      const bytes = chunk as Buffer; // no encoding is set on this stream, so chunks are buffers
      size += bytes.length;
      if (size > limitBytes) throw tooLarge(limitBytes);
      chunks.push(bytes);
    }
  } catch (error) {
    // A client that breaks off is no fault of ours: its socket error would read like one of the database's.
    if (error instanceof Refusal) throw error;
    throw new Refusal('malformed_json', {
      detail: 'The body did not arrive whole.',
    });
  } finally {
    clearTimeout(timer);
  }
  return Buffer.concat(chunks);
}
