import { once } from 'node:events';
import {
  createServer,
  type IncomingHttpHeaders,
  type ServerResponse,
} from 'node:http';

export interface Received {
  url: string;
  headers: IncomingHttpHeaders;
  body: string;
}

/** A receiver of webhooks on this machine. */
export interface WebhookSink {
  url: string;
  received: Received[];
  /** Answers the next deliveries; 204 without it. */
  answerWith(respond: (response: ServerResponse) => void): void;
  close(): Promise<void>;
}

export async function openWebhookSink(): Promise<WebhookSink> {
  const received: Received[] = [];
  const fine = (response: ServerResponse): void => {
    response.writeHead(204).end();
  };
  let respond = fine;
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      received.push({
        url: request.url ?? '',
        headers: request.headers,
        body: Buffer.concat(chunks).toString('utf8'),
      });
      respond(response);
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') {
    throw new Error('The sink has no port.');
  }
  return {
    url: `http://127.0.0.1:${String(address.port)}/hook`,
    received,
    answerWith(next) {
      respond = next;
    },
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}
