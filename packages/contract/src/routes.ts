import { z } from 'zod';

import { auditExportQuery, auditPage, auditQuery } from './audit.ts';
import { catalogue } from './catalogue.ts';
import {
  anyChange,
  approveRequest,
  changePage,
  changesQuery,
  emptyRequest,
  preview,
  previewRequest,
  rejectRequest,
  submitChangeRequest,
} from './change.ts';
import {
  certificateProbe,
  connection,
  connectionSummary,
  createConnectionRequest,
  probeRequest,
  updateConnectionRequest,
} from './connection.ts';
import { collection, estateAnswer } from './estate.ts';
import { id } from './primitives.ts';
import type { Permission } from './roles.ts';
import { session, signInRequest } from './session.ts';
import { reconcileRequest, taskDetail, taskPage, tasksQuery } from './task.ts';

export type Method = 'GET' | 'POST' | 'PATCH' | 'DELETE';

/** `public`: no session. `session`: any signed-in person. Otherwise one permission. */
export type Access = 'public' | 'session' | Permission;

export interface RouteContract {
  readonly method: Method;
  /** Path with `:name` parameters. */
  readonly path: string;
  readonly access: Access;
  readonly summary: string;
  readonly params?: z.ZodObject;
  readonly query?: z.ZodType;
  readonly body?: z.ZodType;
  /** Schema of the success answer; absent for 204, streams and texts. */
  readonly answer?: z.ZodType;
  readonly status: 200 | 201 | 204;
  readonly produces?:
    'text/event-stream' | 'text/plain' | 'application/x-ndjson';
  /** Needs the Idempotency-Key header. */
  readonly idempotent?: true;
}

const byId = z.strictObject({ id });
const waitQuery = z.strictObject({
  wait: z.coerce.number().int().min(0).max(30).default(10),
});
const noQuery = z.strictObject({});
const status = z.looseObject({ status: z.string() });

/** Every route of the console. A route that is not listed here does not exist. */
export const ROUTES = {
  signIn: {
    method: 'POST',
    path: '/api/session',
    access: 'public',
    summary: 'Sign in with a local account',
    body: signInRequest,
    answer: session,
    status: 201,
  },
  whoAmI: {
    method: 'GET',
    path: '/api/session',
    access: 'session',
    summary: 'Who is signed in',
    query: noQuery,
    answer: session,
    status: 200,
  },
  signOut: {
    method: 'DELETE',
    path: '/api/session',
    access: 'session',
    summary: 'Sign out',
    status: 204,
  },

  listConnections: {
    method: 'GET',
    path: '/api/connections',
    access: 'session',
    summary: 'Connections; names only without the permission to read them',
    query: noQuery,
    answer: z.object({
      items: z.array(z.union([connection, connectionSummary])),
    }),
    status: 200,
  },
  createConnection: {
    method: 'POST',
    path: '/api/connections',
    access: 'connections:manage',
    summary: 'Add a connection',
    body: createConnectionRequest,
    answer: connection,
    status: 201,
  },
  probeConnection: {
    method: 'POST',
    path: '/api/connections/probe',
    access: 'connections:manage',
    summary: 'Read the certificate of an address before any credential is sent',
    body: probeRequest,
    answer: certificateProbe,
    status: 200,
  },
  getConnection: {
    method: 'GET',
    path: '/api/connections/:id',
    access: 'connections:read',
    summary: 'One connection',
    params: byId,
    query: noQuery,
    answer: connection,
    status: 200,
  },
  updateConnection: {
    method: 'PATCH',
    path: '/api/connections/:id',
    access: 'connections:manage',
    summary: 'Rename, describe, or renew the credential of the same account',
    params: byId,
    body: updateConnectionRequest,
    answer: connection,
    status: 200,
  },
  deleteConnection: {
    method: 'DELETE',
    path: '/api/connections/:id',
    access: 'connections:manage',
    summary: 'Remove a connection nothing open depends on',
    params: byId,
    status: 204,
  },
  testConnection: {
    method: 'POST',
    path: '/api/connections/:id/test',
    access: 'connections:manage',
    summary: 'Sign in, read version and capabilities',
    params: byId,
    body: emptyRequest,
    answer: connection,
    status: 200,
  },
  readEstate: {
    method: 'GET',
    path: '/api/connections/:id/estate/:collection',
    access: 'estate:read',
    summary: 'What a connection reports',
    params: z.strictObject({ id, collection }),
    query: waitQuery,
    answer: estateAnswer,
    status: 200,
  },
  readEstateItem: {
    method: 'GET',
    path: '/api/connections/:id/estate/:collection/:itemId',
    access: 'estate:read',
    summary: 'One item of what a connection reports',
    params: z.strictObject({
      id,
      collection,
      itemId: z.string().min(1).max(512),
    }),
    query: waitQuery,
    answer: z.looseObject({ id: z.string(), name: z.string() }),
    status: 200,
  },

  listOperations: {
    method: 'GET',
    path: '/api/operations',
    access: 'session',
    summary: 'Operations with availability per connection',
    query: noQuery,
    answer: catalogue,
    status: 200,
  },

  previewChange: {
    method: 'POST',
    path: '/api/changes/preview',
    access: 'changes:submit',
    summary: 'Plan and checks of a change; stores nothing',
    body: previewRequest,
    answer: preview,
    status: 200,
  },
  submitChange: {
    method: 'POST',
    path: '/api/changes',
    access: 'changes:submit',
    summary: 'Submit a change',
    body: submitChangeRequest,
    answer: anyChange,
    status: 201,
    idempotent: true,
  },
  listChanges: {
    method: 'GET',
    path: '/api/changes',
    access: 'changes:read',
    summary: 'Changes',
    query: changesQuery,
    answer: changePage,
    status: 200,
  },
  getChange: {
    method: 'GET',
    path: '/api/changes/:id',
    access: 'changes:read',
    summary: 'One change',
    params: byId,
    query: noQuery,
    answer: anyChange,
    status: 200,
  },
  approveChange: {
    method: 'POST',
    path: '/api/changes/:id/approve',
    access: 'changes:decide',
    summary: 'Approve exactly this digest',
    params: byId,
    body: approveRequest,
    answer: anyChange,
    status: 200,
  },
  rejectChange: {
    method: 'POST',
    path: '/api/changes/:id/reject',
    access: 'changes:decide',
    summary: 'Reject with a comment',
    params: byId,
    body: rejectRequest,
    answer: anyChange,
    status: 200,
  },
  withdrawChange: {
    method: 'POST',
    path: '/api/changes/:id/withdraw',
    access: 'changes:submit',
    summary: 'Withdraw one’s own change',
    params: byId,
    body: emptyRequest,
    answer: anyChange,
    status: 200,
  },
  recheckChange: {
    method: 'POST',
    path: '/api/changes/:id/recheck',
    access: 'changes:read-full',
    summary: 'Look at the target again',
    params: byId,
    body: emptyRequest,
    answer: anyChange,
    status: 200,
  },

  listTasks: {
    method: 'GET',
    path: '/api/tasks',
    access: 'tasks:read',
    summary: 'Tasks',
    query: tasksQuery,
    answer: taskPage,
    status: 200,
  },
  getTask: {
    method: 'GET',
    path: '/api/tasks/:id',
    access: 'tasks:read',
    summary: 'One task',
    params: byId,
    query: noQuery,
    answer: taskDetail,
    status: 200,
  },
  cancelTask: {
    method: 'POST',
    path: '/api/tasks/:id/cancel',
    access: 'tasks:control',
    summary: 'Ask a task to stop',
    params: byId,
    body: emptyRequest,
    answer: taskDetail,
    status: 200,
  },
  retryTask: {
    method: 'POST',
    path: '/api/tasks/:id/retry',
    access: 'tasks:control',
    summary: 'Resume a task that has sent nothing',
    params: byId,
    body: emptyRequest,
    answer: taskDetail,
    status: 200,
  },
  reconcileTask: {
    method: 'POST',
    path: '/api/tasks/:id/reconcile',
    access: 'tasks:control',
    summary: 'Say what really happened',
    params: byId,
    body: reconcileRequest,
    answer: taskDetail,
    status: 200,
  },

  streamEvents: {
    method: 'GET',
    path: '/api/events',
    access: 'session',
    summary: 'Live events',
    status: 200,
    produces: 'text/event-stream',
  },

  listAudit: {
    method: 'GET',
    path: '/api/audit',
    access: 'audit:read',
    summary: 'Audit rows, newest first',
    query: auditQuery,
    answer: auditPage,
    status: 200,
  },
  exportAudit: {
    method: 'GET',
    path: '/api/audit/export',
    access: 'audit:read',
    summary: 'Audit rows as NDJSON or CSV',
    query: auditExportQuery,
    status: 200,
    produces: 'application/x-ndjson',
  },

  health: {
    method: 'GET',
    path: '/healthz',
    access: 'public',
    summary: 'The process answers',
    query: noQuery,
    answer: status,
    status: 200,
  },
  readiness: {
    method: 'GET',
    path: '/readyz',
    access: 'public',
    summary: 'The database is usable',
    query: noQuery,
    answer: status,
    status: 200,
  },
  metrics: {
    method: 'GET',
    path: '/metrics',
    access: 'public',
    summary: 'Prometheus metrics, for callers on this machine',
    status: 200,
    produces: 'text/plain',
  },
  openapi: {
    method: 'GET',
    path: '/api/openapi.json',
    access: 'public',
    summary: 'This interface',
    query: noQuery,
    answer: z.looseObject({ openapi: z.string() }),
    status: 200,
  },
} as const satisfies Record<string, RouteContract>;

export type RouteName = keyof typeof ROUTES;

type Parsed<R, M extends string> =
  R extends Record<M, infer S>
    ? S extends z.ZodType
      ? z.infer<S>
      : undefined
    : undefined;
export type RouteParams<N extends RouteName> = Parsed<
  (typeof ROUTES)[N],
  'params'
>;
export type RouteQuery<N extends RouteName> = Parsed<
  (typeof ROUTES)[N],
  'query'
>;
export type RouteBody<N extends RouteName> = Parsed<(typeof ROUTES)[N], 'body'>;
export type RouteAnswer<N extends RouteName> = Parsed<
  (typeof ROUTES)[N],
  'answer'
>;
