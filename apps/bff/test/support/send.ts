import { Agent, type IncomingHttpHeaders, request } from 'node:http';

export interface Outgoing {
  method: string;
  /** Sent as it is: nothing normalises it on the way. */
  path: string;
  /** A list sends the header several times. */
  headers?: Record<string, string | string[]>;
  body?: string | Buffer;
}

export interface Answer {
  status: number;
  headers: IncomingHttpHeaders;
  text: string;
  /** The parsed body, or undefined when it is no JSON. */
  body: unknown;
}

const agent = new Agent({ keepAlive: true, maxSockets: 64 });

/** One request exactly as written, with no header added that a browser would add. */
export function send(
  port: number,
  { method, path, headers = {}, body }: Outgoing,
): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const call = request(
      {
        host: '127.0.0.1',
        port,
        method,
        path,
        agent,
        headers: {
          ...(body === undefined || 'transfer-encoding' in headers
            ? {}
            : { 'content-length': String(Buffer.byteLength(body)) }),
          ...headers,
        },
      },
      (response) => {
        const chunks: Buffer[] = [];
        const done = (): void => {
          const text = Buffer.concat(chunks).toString('utf8');
          resolve({
            status: response.statusCode ?? 0,
            headers: response.headers,
            text,
            body: readJson(text),
          });
        };
        if (response.headers['content-type']?.startsWith('text/event-stream')) {
          // A stream never ends by itself; that it opened is the answer.
          done();
          call.destroy();
          return;
        }
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('error', reject);
        response.on('end', done);
      },
    );
    call.on('error', reject);
    call.end(body);
  });
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
