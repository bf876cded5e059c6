import type { ErrorCode } from '@keyward/contract';
import { randomUUID } from 'node:crypto';
import { IncomingMessage, ServerResponse, STATUS_CODES } from 'node:http';
import { Socket } from 'node:net';

import { toProblem } from './error-mapper.ts';
import { Refusal } from './refusal.ts';

/**
 * A whole answer as text, for bytes that never became a request: the same headers and the same kind of body as every
 * other refusal, and the end of the connection.
 */
export function rawRefusal(
  protect: (response: ServerResponse) => void,
  code: ErrorCode,
): string {
  const requestId = randomUUID();
  const problem = toProblem(new Refusal(code), requestId);
  const body = JSON.stringify(problem);
  const response = new ServerResponse(new IncomingMessage(new Socket()));
  protect(response);
  response.setHeader('X-Request-Id', requestId);
  response.setHeader('Content-Type', 'application/problem+json');
  response.setHeader('Content-Length', Buffer.byteLength(body));
  response.setHeader('Connection', 'close');
  const headers = response
    .getHeaderNames()
    .map((name) => `${name}: ${String(response.getHeader(name))}`);
  return [
    `HTTP/1.1 ${String(problem.status)} ${STATUS_CODES[problem.status] ?? ''}`,
    ...headers,
    '',
    body,
  ].join('\r\n');
}
