import { type RouteContract, type RouteName, ROUTES } from '@keyward/contract';
import express, { type Express, type Request, type Response } from 'express';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';

import type { Mode } from '../config.ts';
import type { RunningLimits } from '../limits/running-limits.ts';
import { admittedOf } from './dispatcher.ts';
import type { Handler, HandlerRequest, Handlers, Reply } from './handler.ts';
import { isAskedHere } from './loopback.ts';
import { parseWith, readQuery } from './parse-request.ts';
import { readJsonBody } from './read-body.ts';
import { refusePrivateKeys } from './refuse-private-keys.ts';
import { Refusal } from './refusal.ts';
import type { ProblemSender } from './send-problem.ts';
import { readSessionCookie } from './session-cookie.ts';

/** Bodies with certificates and CA bundles are larger than the rest. */
const LARGE_BODY_BYTES = 256 * 1024;
const BODY_BYTES = 64 * 1024;
const LARGE_BODY_ROUTES: ReadonlySet<RouteName> = new Set<RouteName>([
  'submitChange',
  'previewChange',
  'createConnection',
]);

const KEY = /^[\x21-\x7e]{16,128}$/;

/** Express carries every route that is no stream: parse, call the handler, present. */
export function createExpressApp(
  handlers: Handlers,
  sendProblem: ProblemSender,
  mode: Mode,
  limits: RunningLimits,
): Express {
  const app = express();
  app.disable('x-powered-by');
  app.set('etag', false);
  app.set('query parser', false);
  app.set('case sensitive routing', true);
  app.set('strict routing', true);
  for (const [name, route] of Object.entries<RouteContract>(ROUTES)) {
    if (name === 'streamEvents') continue;
    const handler = handlers[
      name as Exclude<RouteName, 'streamEvents'>
    ] as Handler<RouteName>; // entries lose the key type
    app[METHODS[route.method]](
      route.path,
      (request: Request, response: Response) => {
        serve(request, response, handler, mode, limits).catch(
          (error: unknown) =>
            sendProblem(
              request,
              response,
              error,
              admittedOf(request).requestId,
            ),
        );
      },
    );
  }
  return app;
}

const METHODS = {
  GET: 'get',
  POST: 'post',
  PUT: 'put',
  PATCH: 'patch',
  DELETE: 'delete',
} as const;

async function serve(
  request: Request,
  response: Response,
  handler: Handler<RouteName>,
  mode: Mode,
  limits: RunningLimits,
): Promise<void> {
  const { name, route, params, search, caller, requestId, ip } =
    admittedOf(request);
  const limit = LARGE_BODY_ROUTES.has(name) ? LARGE_BODY_BYTES : BODY_BYTES;
  const sent =
    route.method === 'GET' ? undefined : await readJsonBody(request, limit);
  refusePrivateKeys(name, sent);
  const gone = new AbortController();
  response.once('close', () => gone.abort());
  const handled = {
    params: route.params === undefined ? undefined : parseParams(route, params),
    query:
      route.query === undefined
        ? undefined
        : parseWith(route.query, readQuery(search)),
    body:
      route.body === undefined ? refuseBody(sent) : parseWith(route.body, sent),
    caller,
    origin: { requestId, ip },
    device: deviceOf(request),
    isAskedHere: isAskedHere(request),
    idempotencyKey: readKey(request),
    signal: gone.signal,
    cookie: readSessionCookie(mode, request.headers.cookie),
    cookies: request.headers.cookie ?? '',
    looksOnly: looksOnly(request),
  } as HandlerRequest<RouteName>; // each member was just parsed with the schema that types it
  const done = limits.begin(name, caller?.person.id ?? null);
  const reply = await handler(handled).finally(done);
  await send(request, response, route, reply);
}

/** A path id that cannot exist is "not found", not a field to correct. */
function parseParams(
  route: RouteContract,
  params: Record<string, string>,
): unknown {
  const result = route.params?.safeParse(params);
  if (result?.success === true) return result.data;
  throw new Refusal('not_found');
}

function refuseBody(sent: unknown): undefined {
  if (
    sent === undefined ||
    (typeof sent === 'object' &&
      sent !== null &&
      Object.keys(sent).length === 0)
  ) {
    return undefined;
  }
  throw new Refusal('validation_failed', {
    fieldErrors: [
      {
        pointer: '',
        code: 'unknown_field',
        message: 'This request takes no body.',
      },
    ],
  });
}

function deviceOf(request: Request): string {
  return (request.headers['user-agent'] ?? '').slice(0, 200);
}

function looksOnly({ method, headers }: Request): boolean {
  const purpose = headers['sec-purpose'] ?? headers['purpose'] ?? '';
  return method === 'HEAD' || String(purpose).includes('prefetch');
}

function readKey(request: Request): string | null {
  const key = request.headers['idempotency-key'];
  return typeof key === 'string' && KEY.test(key) ? key : null;
}

async function send(
  request: Request,
  response: Response,
  route: RouteContract,
  reply: Reply<RouteName>,
): Promise<void> {
  response.statusCode = reply.status ?? route.status;
  for (const [name, value] of Object.entries(reply.headers ?? {})) {
    response.setHeader(name, value);
  }
  if (reply.text !== undefined) return sendText(response, reply.text);
  if (reply.body === undefined) {
    response.end();
    return;
  }
  const text = JSON.stringify(reply.body);
  response.setHeader('Content-Type', 'application/json');
  response.setHeader('Content-Length', Buffer.byteLength(text));
  response.end(request.method === 'HEAD' ? undefined : text);
}

async function sendText(
  response: Response,
  text: NonNullable<Reply<RouteName>['text']>,
): Promise<void> {
  response.setHeader('Content-Type', text.type);
  if (typeof text.content === 'string') {
    response.end(text.content);
    return;
  }
  await pipeline(Readable.from(text.content), response);
}
