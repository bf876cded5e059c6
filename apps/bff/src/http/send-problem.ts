import { type ErrorCode, type Problem } from '@keyward/contract';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Logger } from 'pino';

import { toProblem } from './error-mapper.ts';

export type ProblemSender = (
  request: IncomingMessage,
  response: ServerResponse,
  error: unknown,
  requestId: string,
) => void;

/** Sends every failure the same way, and logs what is ours to mend. */
export function createProblemSender(
  log: Logger,
  count: (code: ErrorCode) => void = () => undefined,
): ProblemSender {
  return (request, response, error, requestId) => {
    const problem = toProblem(error, requestId);
    count(problem.code);
    if (problem.code === 'internal') {
      log.error({ requestId, error: describeError(error) }, 'request failed');
    }
    if (response.headersSent) {
      response.destroy();
      return;
    }
    sendProblem(response, problem);
    // An unread body would keep the connection busy; closing it is cheaper than reading a stranger's megabytes.
    if (!request.complete) response.once('finish', () => request.destroy());
  };
}

function sendProblem(response: ServerResponse, problem: Problem): void {
  const text = JSON.stringify(problem);
  response.statusCode = problem.status;
  response.setHeader('Content-Type', 'application/problem+json');
  response.setHeader('Content-Length', Buffer.byteLength(text));
  if (problem.retryAfterSeconds !== undefined) {
    response.setHeader('Retry-After', String(problem.retryAfterSeconds));
  }
  response.end(text);
}

/** Allow-listed facts of a foreign error: its message, body and cause may carry what a person typed. */
export function describeError(error: unknown): {
  name: string;
  code?: string;
  stack?: string[];
} {
  if (!(error instanceof Error)) return { name: typeof error };
  const code =
    'code' in error && typeof error.code === 'string' ? error.code : undefined;
  const stack = (error.stack ?? '')
    .split('\n')
    .filter((line) => line.startsWith('    at '))
    .slice(0, 8)
    .map((line) => line.trim());
  return { name: error.name, ...(code === undefined ? {} : { code }), stack };
}
