import { emptyRequest } from '../change.ts';
import { taskObservation } from '../task-observation.ts';
import { reconcileRequest, taskDetail, taskPage, tasksQuery } from '../task.ts';
import { byId, noQuery, type RouteContract } from './route.ts';

/** Tasks and the live stream. */
export const taskRoutes = {
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
  observeTask: {
    method: 'GET',
    path: '/api/tasks/:id/observation',
    access: 'tasks:control',
    summary: 'What was sent, and what the target shows now',
    params: byId,
    query: noQuery,
    answer: taskObservation,
    status: 200,
  },
  streamEvents: {
    method: 'GET',
    path: '/api/events',
    access: 'changes:read',
    summary: 'Live events',
    status: 200,
    produces: 'text/event-stream',
  },
} as const satisfies Record<string, RouteContract>;
