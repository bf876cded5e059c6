import { makeTlsIdentity, type TlsIdentity } from '@keyward/simulators';
import { listTasksRequest, type TaskInfo } from '@keyward/vcenter-client/wire';
import { once } from 'node:events';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer } from 'node:https';
import type { Socket } from 'node:net';

import { portOf } from '../hostile/evil-gateway.ts';

/** A request as the target heard it. */
export interface Heard {
  method: string;
  path: string;
  /** Ids that a list call asked for. */
  ids: string[];
  at: number;
}

type Answer = (heard: Heard, response: ServerResponse) => boolean;

/** As much of a vCenter as following tasks needs, told by the test what its tasks are. */
export interface TaskTarget {
  port: number;
  identity: TlsIdentity;
  tasks: Map<string, TaskInfo>;
  heard: Heard[];
  /** Calls about tasks so far: lists and single ones. */
  calls(kind: 'list' | 'single'): number;
  signIns(): number;
  openSockets(): number;
  /** Asked before anything else; true when it has answered. */
  misbehave(answer: Answer | null): void;
  close(): Promise<void>;
}

const LIST = '/api/cis/tasks?action=list';

export async function startTaskTarget(): Promise<TaskTarget> {
  const identity = await makeTlsIdentity('tasks');
  const tasks = new Map<string, TaskInfo>();
  const heard: Heard[] = [];
  let misbehaviour: Answer | null = null;
  let signedIn = 0;
  const server = createServer(
    { key: identity.privateKeyPem, cert: identity.certificatePem },
    (request, response) => void answer(request, response),
  );

  async function answer(
    request: IncomingMessage,
    response: ServerResponse,
  ): Promise<void> {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    await once(request, 'end');
    const { method = '', url: path = '' } = request;
    const body = Buffer.concat(chunks).toString('utf8');
    const ids =
      path === LIST
        ? (listTasksRequest.parse(JSON.parse(body)).filter_spec?.tasks ?? [])
        : [];
    const call = { method, path, ids, at: performance.now() };
    heard.push(call);
    if (misbehaviour?.(call, response) === true) return;
    if (path === '/api/session') {
      if (method === 'POST') signedIn += 1;
      return json(
        response,
        method === 'DELETE' ? 204 : 201,
        `session-${String(signedIn)}-of-many`,
      );
    }
    if (path === LIST) {
      const found = ids.flatMap((id) => {
        const task = tasks.get(id);
        return task === undefined ? [] : [[id, task] as const];
      });
      return json(response, 200, Object.fromEntries(found));
    }
    const id = decodeURIComponent(path.split('/').at(-1) ?? '');
    const task = tasks.get(id);
    if (task === undefined) return notFound(response);
    json(response, 200, task);
  }

  const sockets = new Set<Socket>();
  server.on('connection', (socket: Socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const port = portOf(server.address());
  return {
    port,
    identity,
    tasks,
    heard,
    calls: (kind) =>
      heard.filter(({ path }) =>
        kind === 'list' ? path === LIST : path.startsWith('/api/cis/tasks/'),
      ).length,
    signIns: () => signedIn,
    openSockets: () => sockets.size,
    misbehave(next) {
      misbehaviour = next;
    },
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

export function json(
  response: ServerResponse,
  status: number,
  body: unknown,
  headers: Record<string, string> = {},
): void {
  response
    .writeHead(status, { 'content-type': 'application/json', ...headers })
    .end(status === 204 ? undefined : JSON.stringify(body));
}

export function notFound(response: ServerResponse): void {
  json(response, 404, { error_type: 'NOT_FOUND', messages: [] });
}

export function running(completed: number): TaskInfo {
  return {
    status: 'RUNNING',
    progress: {
      total: 100,
      completed,
      message: { id: 'x', default_message: 'Working.', args: [] },
    },
  };
}

export const DONE: TaskInfo = { status: 'SUCCEEDED', result: 'svc-1' };
