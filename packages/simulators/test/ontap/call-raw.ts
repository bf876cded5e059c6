import { request } from 'node:https';
import type { SimulatorEntry } from '../../src/index.ts';

export interface RawAnswer {
  status: number;
  headers: Record<string, string | string[] | undefined>;
  /** Parsed JSON, or undefined when the body is empty. */
  body: unknown;
  text: string;
}

export interface RawCall {
  method?: string;
  body?: unknown;
  headers?: Record<string, string>;
}

/** One HTTPS request exactly as written: the path is not normalised, nothing is retried. */
export function callRaw(
  entry: SimulatorEntry,
  target: string,
  { method = 'GET', body, headers }: RawCall = {},
): Promise<RawAnswer> {
  return new Promise((resolve, reject) => {
    const call = request(
      {
        host: entry.host,
        port: entry.port,
        ca: entry.certificatePem,
        agent: false,
        auth: `${entry.username}:${entry.password}`,
        method,
        path: target,
        headers: {
          accept: 'application/hal+json',
          'content-type': 'application/json',
          ...headers,
        },
      },
      (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('error', reject);
        response.on('end', () => {
          const text = Buffer.concat(chunks).toString('utf8');
          resolve({
            status: response.statusCode ?? 0,
            headers: response.headers,
            text,
            body: text === '' ? undefined : JSON.parse(text),
          });
        });
      },
    );
    call.on('error', reject);
    call.end(body === undefined ? undefined : JSON.stringify(body));
  });
}
