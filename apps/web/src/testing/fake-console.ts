import { vi } from 'vitest';

export interface ReceivedCall {
  method: string;
  path: string;
  /** Parameters of the query. */
  query: Readonly<Record<string, string>>;
  headers: Headers;
  body: unknown;
  idempotencyKey: string | null;
}

export interface Answer {
  status?: number;
  body?: unknown;
}

type Handler = (call: ReceivedCall) => Answer | Promise<Answer>;

/**
 * Stands in for the console's interface in a component test. Keys are `METHOD /path` without the query, `*` for the last
 * part of a path that is not known before; a call that no key answers fails with 404 as the console would.
 */
export function fakeConsole(handlers: Readonly<Record<string, Handler>>): {
  calls: ReceivedCall[];
} {
  const calls: ReceivedCall[] = [];
  vi.stubGlobal('fetch', async (input: string, init: RequestInit = {}) => {
    const url = new URL(input, 'http://localhost');
    const call: ReceivedCall = {
      method: init.method ?? 'GET',
      path: url.pathname,
      query: Object.fromEntries(url.searchParams),
      headers: new Headers(init.headers),
      body: typeof init.body === 'string' ? JSON.parse(init.body) : undefined,
      idempotencyKey: new Headers(init.headers).get('Idempotency-Key'),
    };
    calls.push(call);
    const handler =
      handlers[`${call.method} ${call.path}`] ??
      handlers[`${call.method} ${call.path.replace(/[^/]+$/, '*')}`];
    const answer = await handler?.(call);
    if (answer === undefined) return problemResponse(404, 'not_found', call);
    return Response.json(answer.body ?? {}, { status: answer.status ?? 200 });
  });
  return { calls };
}

function problemResponse(
  status: number,
  code: string,
  call: ReceivedCall,
): Response {
  return Response.json(
    {
      code,
      title: 'Not found',
      status,
      detail: `${call.method} ${call.path} is not part of this test`,
      requestId: 'test',
    },
    { status },
  );
}
