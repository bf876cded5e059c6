import { emptyRequest } from '../primitives.ts';
import { z } from 'zod';

import {
  certificateProbe,
  connection,
  connectionSummary,
  createConnectionRequest,
  probeRequest,
  updateConnectionRequest,
} from '../connection.ts';
import { byId, noQuery, type RouteContract } from './route.ts';

/** Connections. */
export const connectionRoutes = {
  listConnections: {
    method: 'GET',
    path: '/api/connections',
    access: 'changes:read',
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
} as const satisfies Record<string, RouteContract>;
