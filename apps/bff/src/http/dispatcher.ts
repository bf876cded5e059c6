import type { ErrorCode, RouteContract, RouteName } from '@keyward/contract';
import type { Express } from 'express';
import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';

import type { AnswersAtOnce } from '../cached-reads/answer-at-once.ts';
import {
  type FreshEstate,
  isCachedRead,
  sendCachedRead,
} from '../cached-reads/cached-read.ts';
import type { Caller } from '../people/caller.ts';
import type { SealedReason } from '../key-custody/sealed-words.ts';
import type { Arrival, RequestLimits } from '../limits/request-limits.ts';
import type { SessionGate } from '../people/session-gate.ts';
import type { RawHandler } from './handler.ts';
import { isApiPath } from './page-addresses.ts';
import { readTarget } from './read-target.ts';
import { refuseOddities } from './refuse-oddities.ts';
import { Refusal } from './refusal.ts';
import { isSafeMethod, passRequestGate } from './request-gate.ts';
import { matchRoute } from './route-matcher.ts';
import { refuseWhileSealed } from './sealed-gate.ts';
import type { ProblemSender } from './send-problem.ts';
import type { StaticFiles } from './static-files.ts';

/** What the dispatcher has found out, handed to Express with the request. */
export interface Admitted {
  name: RouteName;
  route: RouteContract;
  params: Record<string, string>;
  search: URLSearchParams;
  caller: Caller | null;
  requestId: string;
  ip: string;
}

const ADMITTED = new WeakMap<IncomingMessage, Admitted>();

/** The admission of a request that came through the dispatcher. */
export function admittedOf(request: IncomingMessage): Admitted {
  const admitted = ADMITTED.get(request);
  if (admitted === undefined) {
    throw new Error(
      'A request reached a handler without passing the dispatcher.',
    );
  }
  return admitted;
}

export interface DispatcherParts {
  origins: readonly string[];
  protect(response: ServerResponse): void;
  sessions: SessionGate;
  sealedBecause(): SealedReason | null;
  limits: RequestLimits;
  streamEvents: RawHandler;
  estate: FreshEstate;
  /** Told of each read that was answered from memory. */
  atOnce: Pick<AnswersAtOnce, 'note'>;
  express: Express;
  staticFiles: StaticFiles;
  sendProblem: ProblemSender;
  clientAddress(request: IncomingMessage): string;
  /** Notes a denial of somebody who is signed in. */
  noteDenial(admitted: Admitted, code: ErrorCode): void;
}

/** What probes ask costs nothing, and a flood from somewhere must not make them say that the console is down. */
const PROBE_PATH = /^\/(healthz|readyz|metrics)$/;

/**
 * Wraps Express for every request: headers, the request gate, session and permission from the route table. Denied by
 * default: a path that is not in the table is a page of the app or does not exist.
 */
export function createDispatcher(
  parts: DispatcherParts,
): (request: IncomingMessage, response: ServerResponse) => void {
  return (request, response) => {
    const requestId = randomUUID();
    response.setHeader('X-Request-Id', requestId);
    parts.protect(response);
    dispatch(parts, request, response, requestId).catch((error: unknown) =>
      parts.sendProblem(request, response, error, requestId),
    );
  };
}

async function dispatch(
  parts: DispatcherParts,
  request: IncomingMessage,
  response: ServerResponse,
  requestId: string,
): Promise<void> {
  refuseOddities(request);
  const method = request.method ?? 'GET';
  const url = readTarget(request.url ?? '/');
  const ip = parts.clientAddress(request);
  const arrival: Arrival = {
    tokenHash: parts.sessions.tokenHashOf(request),
    address: ip,
    isUnsafe: !isSafeMethod(method),
  };
  if (isCounted(arrival, url.pathname)) await parts.limits.admit(arrival);
  try {
    passRequestGate(method, request.headers, parts.origins);
  } catch (refusal) {
    await noteAtTheGate(parts, request, url, requestId, refusal);
    throw refusal;
  }
  if (!isApiPath(url.pathname)) {
    return parts.staticFiles.send(request, response, url.pathname);
  }
  const match = matchRoute(method, url.pathname);
  if (match.kind === 'none') throw new Refusal('not_found');
  if (match.kind === 'method') {
    response.setHeader('Allow', match.allowed.join(', '));
    throw new Refusal('method_not_allowed');
  }
  const { name, params } = match;
  const admit = (caller: Caller | null): void => {
    const admitted: Admitted = {
      ...match,
      search: url.searchParams,
      caller,
      requestId,
      ip,
    };
    ADMITTED.set(request, admitted);
    authorise(parts, admitted);
  };
  if (isCachedRead(parts.estate, method, name, params, url.search)) {
    admit(
      await identify(parts, arrival, () =>
        parts.sessions.identifyForCachedRead(request, arrival.tokenHash),
      ),
    );
    if (await sendCachedRead(parts.estate, params, response)) {
      parts.atOnce.note(request.url ?? '/', params);
      return;
    }
  }
  const caller =
    match.route.access === 'public'
      ? null
      : await identify(parts, arrival, () => parts.sessions.identify(request));
  admit(caller);
  refuseWhileSealed(parts.sealedBecause(), match.name, match.route);
  if (match.name === 'streamEvents' && caller !== null) {
    return parts.streamEvents(request, response, caller);
  }
  // One reading of the path: what was authorised is what Express routes.
  request.url = `${url.pathname}${url.search}`;
  parts.express(request, response);
}

async function identify(
  { limits }: DispatcherParts,
  arrival: Arrival,
  find: () => Promise<Caller>,
): Promise<Caller> {
  try {
    const caller = await find();
    await limits.recognise(arrival, caller.person.id);
    return caller;
  } catch (error) {
    if (error instanceof Refusal && error.code === 'unauthenticated') {
      limits.forget(arrival);
    }
    throw error;
  }
}

/** The page's own files come from memory and cost less than counting them. */
function isCounted({ isUnsafe }: Arrival, path: string): boolean {
  return isUnsafe || (isApiPath(path) && !PROBE_PATH.test(path));
}

/** Whose session another site tried to use, and for what: such a try is worth a row in the audit log. */
async function noteAtTheGate(
  parts: DispatcherParts,
  request: IncomingMessage,
  url: URL,
  requestId: string,
  refusal: unknown,
): Promise<void> {
  const match = matchRoute(request.method ?? '', url.pathname);
  if (match.kind !== 'found' || !(refusal instanceof Refusal)) return;
  const caller = await parts.sessions.identify(request).catch(() => null);
  parts.noteDenial(
    {
      ...match,
      search: url.searchParams,
      caller,
      requestId,
      ip: parts.clientAddress(request),
    },
    refusal.code,
  );
}

/**
 * The route table carries the permission. Deciding is the exception that the use case checks: there "your own change"
 * must be said before "not your role".
 */
function authorise(parts: DispatcherParts, admitted: Admitted): void {
  const { access } = admitted.route;
  if (
    access === 'public' ||
    access === 'session' ||
    access === 'changes:decide'
  ) {
    return;
  }
  if (admitted.caller?.permissions.includes(access) === true) return;
  parts.noteDenial(admitted, 'forbidden');
  throw new Refusal('forbidden');
}
