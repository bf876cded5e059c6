import type { IncomingMessage } from 'node:http';
import type { SimulatorRequest } from './simulator.ts';

const MAX_BODY_BYTES = 8 * 1024 * 1024;

/** Reads one request whole. Resolves to null when the body is too large. */
export async function readRequest(
  message: IncomingMessage,
): Promise<SimulatorRequest | null> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of message) {
    const bytes = Buffer.from(chunk as Uint8Array); // an IncomingMessage without encoding yields bytes
    size += bytes.length;
    if (size > MAX_BODY_BYTES) return null;
    chunks.push(bytes);
  }
  const url = message.url ?? '/';
  const mark = url.indexOf('?');
  const rawBody = Buffer.concat(chunks).toString('utf8');
  return {
    method: message.method ?? 'GET',
    path: mark < 0 ? url : url.slice(0, mark),
    query: new URLSearchParams(mark < 0 ? '' : url.slice(mark + 1)),
    headers: flatten(message.headers),
    body: parseJson(rawBody),
    rawBody,
    lie: false,
  };
}

function flatten(headers: IncomingMessage['headers']): Record<string, string> {
  const flat: Record<string, string> = {};
  for (const [name, value] of Object.entries(headers)) {
    if (value !== undefined) {
      flat[name] = Array.isArray(value) ? value.join(', ') : value;
    }
  }
  return flat;
}

function parseJson(text: string): unknown {
  if (text === '') return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
