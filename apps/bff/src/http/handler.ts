import type {
  RouteAnswer,
  RouteBody,
  RouteName,
  RouteParams,
  RouteQuery,
  ROUTES,
} from '@keyward/contract';
import type { IncomingMessage, ServerResponse } from 'node:http';

import type { Caller } from '../people/caller.ts';

type CallerOf<N extends RouteName> =
  (typeof ROUTES)[N]['access'] extends 'public' ? null : Caller;

/** Facts about the request that every audit row and limit needs. */
export interface Origin {
  requestId: string;
  ip: string;
}

export interface HandlerRequest<N extends RouteName> {
  params: RouteParams<N>;
  query: RouteQuery<N>;
  body: RouteBody<N>;
  caller: CallerOf<N>;
  origin: Origin;
  idempotencyKey: string | null;
  /** Aborted when the browser goes away. */
  signal: AbortSignal;
  /** The User-Agent header, bounded: what a browser says of itself. */
  device: string;
  /** Asked from this machine itself, through no proxy. */
  isAskedHere: boolean;
  /** Token of the session cookie. */
  cookie: string | null;
  /** The whole Cookie header, for the cookie of an organisation sign-in. */
  cookies: string;
  /** HEAD, or a browser fetching ahead of its person: nothing may be used up. */
  looksOnly: boolean;
}

export interface Reply<N extends RouteName> {
  body?: RouteAnswer<N>;
  headers?: Record<string, string | string[]>;
  /** Text instead of JSON, with its media type. */
  text?: { type: string; content: string | AsyncIterable<string> };
  /** For the probes only, which answer 503 with their own body. */
  status?: number;
}

export type Handler<N extends RouteName> = (
  request: HandlerRequest<N>,
) => Promise<Reply<N>>;

/** A handler for the raw exchange; only the event stream needs one. */
export type RawHandler = (
  request: IncomingMessage,
  response: ServerResponse,
  caller: Caller,
) => Promise<void>;

type StreamRoute = 'streamEvents';

/** Every route has a handler; one that is missing does not compile. */
export type Handlers = {
  [N in Exclude<RouteName, StreamRoute>]: Handler<N>;
} & { streamEvents: RawHandler };
