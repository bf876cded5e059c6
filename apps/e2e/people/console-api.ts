import {
  anyChange,
  catalogue,
  type AnyChange,
  type ChangeDetail,
  type OperationId,
  type TaskDetail,
  taskDetail,
} from '@keyward/contract';
import type { APIRequestContext, APIResponse } from '@playwright/test';
import { randomUUID } from 'node:crypto';

/** What a change is submitted with, besides its connection's id. */
export interface Wish {
  operation: OperationId;
  /** Name of the connection; none for an operation on the console itself. */
  on?: string;
  input: unknown;
  reason: string;
  ticket?: string;
}

/** The console's interface as one signed-in person, the way the pages call it. */
export interface ConsoleApi {
  get(path: string): Promise<APIResponse>;
  post(path: string, body?: unknown, key?: string): Promise<APIResponse>;
  put(path: string, body: unknown): Promise<APIResponse>;
  connectionId(name: string): Promise<string>;
  submit(wish: Wish): Promise<APIResponse>;
  /** The same for a wish that nothing stands against. */
  submitted(wish: Wish): Promise<ChangeDetail>;
  change(id: string): Promise<AnyChange>;
  task(id: string): Promise<TaskDetail>;
  /** Approves exactly what the change is now. */
  approve(id: string): Promise<APIResponse>;
}

/** @param origin of the console, which unsafe requests have to name. */
export function consoleApi(
  request: APIRequestContext,
  origin: string,
): ConsoleApi {
  const get = (path: string): Promise<APIResponse> =>
    request.get(`${origin}${path}`);
  const post: ConsoleApi['post'] = (path, body, key) =>
    request.post(`${origin}${path}`, {
      headers: {
        ...unsafeHeaders(origin),
        ...(key === undefined ? {} : { 'Idempotency-Key': key }),
      },
      data: JSON.stringify(body ?? {}),
    });
  const put: ConsoleApi['put'] = (path, body) =>
    request.put(`${origin}${path}`, {
      headers: unsafeHeaders(origin),
      data: JSON.stringify(body),
    });
  const change = async (id: string): Promise<AnyChange> =>
    anyChange.parse(await (await get(`/api/changes/${id}`)).json());
  const connectionId = async (name: string): Promise<string> => {
    const { items } = catalogue.parse(
      await (await get('/api/operations')).json(),
    );
    const found = items
      .flatMap((entry) => entry.connections)
      .find(({ connection }) => connection.name === name);
    if (found === undefined) throw new Error(`No connection ${name}.`);
    return found.connection.id;
  };
  const submit: ConsoleApi['submit'] = async ({ on, ...wish }) =>
    post(
      '/api/changes',
      {
        ...wish,
        ...(on === undefined ? {} : { connectionId: await connectionId(on) }),
      },
      randomUUID(),
    );
  return {
    get,
    post,
    put,
    connectionId,
    change,
    submit,
    submitted: async (wish) => {
      const answer = await submit(wish);
      if (answer.status() !== 201) throw new Error(await answer.text());
      return full(anyChange.parse(await answer.json()));
    },
    task: async (id) =>
      taskDetail.parse(await (await get(`/api/tasks/${id}`)).json()),
    approve: async (id) =>
      post(`/api/changes/${id}/approve`, {
        digest: full(await change(id)).digest,
      }),
  };
}

/** A change as somebody sees it who may read its content. */
function full(change: AnyChange): ChangeDetail {
  if (change.detail !== 'full') throw new Error('This is only an outline.');
  return change;
}

export function unsafeHeaders(origin: string): Record<string, string> {
  return {
    Origin: origin,
    'X-Keyward': '1',
    'Content-Type': 'application/json',
  };
}
