import { z } from 'zod';

import { noQuery, status, type RouteContract } from './route.ts';

/** The console itself. */
export const systemRoutes = {
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
