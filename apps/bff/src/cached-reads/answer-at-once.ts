import { type RouteName, ROUTES } from '@keyward/contract';
import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';

import type { EstateCache } from '../connections/estate/estate-cache.ts';
import { refuseOddities } from '../http/refuse-oddities.ts';
import type { RequestLimits } from '../limits/request-limits.ts';
import type { SessionGate } from '../people/session-gate.ts';

/** Longer ones are read as any other request. */
const MOST_CHARACTERS = 256;
const MOST_NOTED = 1_000;

const { status, access } = ROUTES.readEstate;

/** Where a plain read of estate leads. */
export type EstateParams = Readonly<Record<string, string>>;

export interface AnswersAtOnce {
  /** Notes that a target was found to be a plain read of estate: that depends on nothing but its text. */
  note(target: string, params: EstateParams): void;
  /**
   * Answers a read of which everything is known: the same checks as the dispatcher makes, and the same answer, without
   * waiting for anything. @returns whether it did; if not, nothing has been counted or sent
   */
  answer(request: IncomingMessage, response: ServerResponse): boolean;
}

export interface AnswersAtOnceParts {
  /** Names and values of the headers of every answer, by turns. */
  headers: readonly string[];
  sessions: Pick<SessionGate, 'tokenHashOf' | 'justIdentified'>;
  estate: Pick<EstateCache, 'justRead'>;
  limits: Pick<RequestLimits, 'takeOfKnown'>;
  count(route: RouteName, status: number): void;
}

export function createAnswersAtOnce(parts: AnswersAtOnceParts): AnswersAtOnce {
  /** Insertion order is age. */
  const noted = new Map<string, EstateParams>();
  const bodyFor = (request: IncomingMessage): Buffer | null => {
    const params =
      request.method === 'GET' ? noted.get(request.url ?? '') : undefined;
    if (params === undefined || isOdd(request)) return null;
    const tokenHash = parts.sessions.tokenHashOf(request);
    if (tokenHash === null) return null;
    const caller = parts.sessions.justIdentified(tokenHash);
    if (caller?.permissions.includes(access) !== true) return null;
    const body = parts.estate.justRead(
      params['id'] ?? '',
      params['collection'] ?? '',
    );
    // Last of all: who is not answered here is counted by the dispatcher.
    return body !== null &&
      parts.limits.takeOfKnown({ tokenHash, isUnsafe: false })
      ? body
      : null;
  };
  return {
    note(target, params) {
      if (target.length > MOST_CHARACTERS || noted.has(target)) return;
      noted.set(target, params);
      const oldest = noted.keys().next();
      if (noted.size > MOST_NOTED && oldest.done !== true) {
        noted.delete(oldest.value);
      }
    },
    answer(request, response) {
      const body = bodyFor(request);
      if (body === null) return false;
      response.writeHead(status, [
        'X-Request-Id',
        randomUUID(),
        ...parts.headers,
        'Content-Type',
        'application/json',
        'Content-Length',
        String(body.length),
      ]);
      response.end(body);
      parts.count('readEstate', status);
      return true;
    },
  };
}

function isOdd(request: IncomingMessage): boolean {
  try {
    refuseOddities(request);
    return false;
  } catch {
    return true;
  }
}
