import { type ErrorCode, type Problem } from '@keyward/contract';
import { AuditUnavailable } from '@keyward/database';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Logger } from 'pino';

import { toProblem } from './error-mapper.ts';

export type ProblemSender = (
  request: IncomingMessage,
  response: ServerResponse,
  error: unknown,
  requestId: string,
) => void;

const OURS_TO_MEND = new Set<ErrorCode>(['internal', 'audit_unavailable']);

/** How a browser that asked for a page is told; null for every other request. */
export type ProblemPage = (
  request: IncomingMessage,
  problem: Problem,
) => {
  /** Of a page that has another one than the application. */
  policy: string | null;
  text: string;
} | null;

/** Sends every failure the same way, and logs what is ours to mend. */
export function createProblemSender(
  log: Logger,
  count: (code: ErrorCode) => void = () => undefined,
  pageFor: ProblemPage = () => null,
): ProblemSender {
  return (request, response, error, requestId) => {
    const problem = toProblem(error, requestId);
    count(problem.code);
    if (OURS_TO_MEND.has(problem.code)) {
      const cause = error instanceof AuditUnavailable ? error.cause : error;
      log.error({ requestId, error: describeError(cause) }, 'request failed');
    }
    if (response.headersSent) {
      response.destroy();
      return;
    }
    const page = pageFor(request, problem);
    if (page !== null && page.policy !== null) {
      response.setHeader('Content-Security-Policy', page.policy);
    }
    sendProblem(response, problem, page?.text ?? null);
    discardRest(request);
  };
}

const MOST_REST_BYTES = 4 * 1024 * 1024;
const MOST_REST_MS = 3_000;

/**
 * Reads what is left of a refused body and forgets it: closing the socket over unread bytes resets it, and the answer
 * is lost on the way, and a client that has it would send its next request into a connection that ends. A stranger's
 * many megabytes are not read to their end.
 */
function discardRest(request: IncomingMessage): void {
  if (request.complete || request.destroyed) return;
  let left = MOST_REST_BYTES;
  const end = (): void => void request.destroy();
  const timer = setTimeout(end, MOST_REST_MS).unref();
  request.once('close', () => clearTimeout(timer));
  request.on('data', (chunk: Buffer) => {
    left -= chunk.length;
    if (left < 0) end();
  });
}

function sendProblem(
  response: ServerResponse,
  problem: Problem,
  page: string | null,
): void {
  const text = page ?? JSON.stringify(problem);
  response.statusCode = problem.status;
  response.setHeader(
    'Content-Type',
    page === null ? 'application/problem+json' : 'text/html; charset=utf-8',
  );
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
