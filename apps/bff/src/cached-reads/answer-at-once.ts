import { type RouteName, ROUTES } from '@keyward/contract';
import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';

import type { EstateCache } from '../connections/estate/estate-cache.ts';
import { forgetOldest } from '../forget-oldest.ts';
import { refuseOddities } from '../http/refuse-oddities.ts';
import type { RequestLimits } from '../limits/request-limits.ts';
import type { SessionGate } from '../people/session-gate.ts';

/** Longer ones are read as any other request. */
const MOST_CHARACTERS = 256;
const MOST_NOTED = 1_000;

const { status, access } = ROUTES.readEstate;

/** Where a plain read of estate leads. */
type EstateParams = Readonly<Record<string, string>>;

export interface AnswersAtOnce {
  /** Notes that a target was found to be a plain read of estate: that depends on nothing but its text. */
  note(target: string, params: EstateParams): void;
  /**
   * Answers a read of which everything is known: the same checks as the dispatcher makes, and the same answer.
   *
   * @param otherwise called for everything else, of which nothing was sent
   */
  answer(
    request: IncomingMessage,
    response: ServerResponse,
    otherwise: () => void,
  ): void;
}

export interface AnswersAtOnceParts {
  /** Names and values of the headers of every answer, by turns. */
  headers: readonly string[];
  sessions: Pick<SessionGate, 'tokenHashOf' | 'justIdentified'>;
  estate: Pick<EstateCache, 'justRead'>;
  limits: Pick<RequestLimits, 'takeReadOfKnown'>;
  count(route: RouteName, status: number): void;
}

export function createAnswersAtOnce(parts: AnswersAtOnceParts): AnswersAtOnce {
  const noted = new Map<string, EstateParams>();
  const find = (
    request: IncomingMessage,
  ): { tokenHash: string; body: Buffer } | null => {
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
    return body === null ? null : { tokenHash, body };
  };
  const send = (response: ServerResponse, body: Buffer): void => {
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
  };
  return {
    note(target, params) {
      if (target.length > MOST_CHARACTERS || noted.has(target)) return;
      noted.set(target, params);
      forgetOldest(noted, MOST_NOTED);
    },
    answer(request, response, otherwise) {
      const found = find(request);
      if (found === null) return otherwise();
      void parts.limits.takeReadOfKnown(found.tokenHash).then((isTaken) => {
        if (isTaken) send(response, found.body);
        else otherwise();
      });
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
