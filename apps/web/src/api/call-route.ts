import type { RouteAnswer, RouteName } from '@keyward/contract';
import { say } from '@keyward/messages';

import {
  ApiProblem,
  isApiProblem,
  offlineProblem,
  readProblem,
} from './api-problem.ts';
import { noteAnswer } from './last-answer.ts';
import { takePrimed } from './primed.ts';
import { asksForProof, proveAgain } from './prove-again.ts';
import { ROUTE_PATHS } from './routes.ts';
import { READ, takeStarted } from './started.ts';

export type QueryValue = string | number | readonly string[] | undefined;

export interface CallOptions {
  params?: Readonly<Record<string, string>>;
  /** Lists are joined with commas, empty values left out. */
  query?: Readonly<Record<string, QueryValue>>;
  body?: unknown;
  /** Kept by the caller for every retry of the same submit. */
  idempotencyKey?: string;
  signal?: AbortSignal | undefined;
  /** Goes through although the page is being left; its body is bounded by the browser (64 KiB). */
  keepalive?: boolean;
}

/** Address of a route with its parameters and query filled in. */
export function routeUrl(
  name: RouteName,
  { params = {}, query = {} }: Pick<CallOptions, 'params' | 'query'> = {},
): string {
  const path = ROUTE_PATHS[name][1].replace(/:(\w+)/g, (_match, key: string) =>
    encodeURIComponent(params[key] ?? ''),
  );
  const search = new URLSearchParams();
  for (const [key, value] of Object.entries(query)) {
    const text = Array.isArray(value)
      ? value.join(',')
      : String((value as string | number | undefined) ?? ''); // Array.isArray does not narrow readonly arrays away.
    if (text !== '') search.set(key, text);
  }
  const tail = search.toString();
  return tail === '' ? path : `${path}?${tail}`;
}

function requestOf(name: RouteName, options: CallOptions): RequestInit {
  const [method] = ROUTE_PATHS[name];
  const headers: Record<string, string> = { ...READ.headers };
  if (method !== 'GET') {
    headers['X-Keyward'] = '1';
    headers['Content-Type'] = 'application/json';
  }
  if (options.idempotencyKey !== undefined) {
    headers['Idempotency-Key'] = options.idempotencyKey;
  }
  return {
    ...READ,
    method,
    headers,
    ...(options.keepalive === true ? { keepalive: true } : {}),
    ...(options.body === undefined
      ? {}
      : { body: JSON.stringify(options.body) }),
    ...(options.signal === undefined ? {} : { signal: options.signal }),
  };
}

async function send(name: RouteName, options: CallOptions): Promise<Response> {
  const url = routeUrl(name, options);
  const isRead = ROUTE_PATHS[name][0] === 'GET';
  try {
    return await ((isRead ? takeStarted(url) : undefined) ??
      fetch(url, requestOf(name, options)));
  } catch (error) {
    if (options.signal?.aborted === true) throw error;
    throw offlineProblem();
  }
}

async function callOnce<N extends RouteName>(
  name: N,
  options: CallOptions,
): Promise<RouteAnswer<N>> {
  const response = await send(name, options);
  if (response.status < 500 && response.status !== 401) noteAnswer();
  if (!response.ok) throw await readProblem(response);
  if (response.status === 204) return undefined as RouteAnswer<N>; // 204 routes have no answer schema, so the type is undefined.
  try {
    return (await response.json()) as RouteAnswer<N>; // Same origin, same contract: the server has validated it already.
  } catch {
    throw new ApiProblem({
      code: 'unreadable_answer',
      title: say('api.an-answer-that-cannot-be-read'),
      status: response.status,
      detail: say('api.the-answer-was-cut-off-on-its'),
      nextStep: say('api.try-again'),
      requestId: response.headers.get('x-request-id') ?? '',
    });
  }
}

/** Signing in and out, and proving who one is, mean what they answer. */
const FINAL: ReadonlySet<RouteName> = new Set<RouteName>([
  'signIn',
  'signOut',
  'whoAmI',
  'stepUp',
]);

let looking: Promise<boolean> | null = null;

/**
 * Whether the session is still there. A step-up in another tab gives it a new token, and a call on its way with the
 * old one is refused although the person is signed in.
 */
export function isStillSignedIn(): Promise<boolean> {
  looking ??= callOnce('whoAmI', {})
    .then(
      () => true,
      (error: unknown) =>
        !isApiProblem(error) || error.code !== 'unauthenticated',
    )
    .finally(() => {
      looking = null;
    });
  return looking;
}

/** What a refused call throws when the person did not prove who they are. */
function unproved({ problem }: ApiProblem): ApiProblem {
  if (problem.code !== 'step_up_required') return new ApiProblem(problem);
  return new ApiProblem({
    ...problem,
    detail: say('api.you-did-not-confirm-that-it-is'),
    nextStep: say('api.what-you-filled-in-is-still-here'),
  });
}

/**
 * Calls one route of the contract. When the console asks the person to prove who they are, they are asked, and the
 * same call is made once more.
 * @returns the answer as the contract types it; `undefined` for 204.
 * @throws ApiProblem for every answer that is not a success, and when no answer came.
 */
export async function callRoute<N extends RouteName>(
  name: N,
  options: CallOptions = {},
): Promise<RouteAnswer<N>> {
  const part =
    ROUTE_PATHS[name][0] === 'GET'
      ? takePrimed(routeUrl(name, options))
      : undefined;
  if (part !== undefined) {
    try {
      return (await part) as RouteAnswer<N>; // Primed under this very address, so it is this route's answer.
    } catch {
      // It is asked for by itself, which also says what is wrong.
    }
  }
  try {
    return await callOnce(name, options);
  } catch (error) {
    if (!isApiProblem(error) || FINAL.has(name)) throw error;
    if (error.code === 'unauthenticated') {
      if (!(await isStillSignedIn())) throw error;
    } else if (asksForProof(error.problem)) {
      if (!(await proveAgain(error.problem))) throw unproved(error);
    } else throw error;
  }
  return callOnce(name, options);
}
