import type {
  Connection,
  ConnectionSummary,
  RouteBody,
} from '@keyward/contract';
import { queryOptions } from '@tanstack/react-query';

import { callRoute } from './call-route.ts';

export const connectionKeys = {
  all: ['connections'] as const,
  list: ['connections', 'list'] as const,
  one: (id: string) => ['connections', 'one', id] as const,
};

/** All connections: full ones, or names only for a person who may not read them. */
export const connectionsQuery = queryOptions({
  queryKey: connectionKeys.list,
  queryFn: ({ signal }) => callRoute('listConnections', { signal }),
});

/** Tells a full connection from a name: the list holds either, by permission. */
export function isFullConnection(
  connection: Connection | ConnectionSummary,
): connection is Connection {
  return 'health' in connection;
}

export function connectionQuery(id: string) {
  return queryOptions({
    queryKey: connectionKeys.one(id),
    queryFn: ({ signal }) =>
      callRoute('getConnection', { params: { id }, signal }),
  });
}

export function probeConnection(
  body: RouteBody<'probeConnection'>,
  signal?: AbortSignal,
) {
  return callRoute('probeConnection', { body, signal });
}

export function createConnection(body: RouteBody<'createConnection'>) {
  return callRoute('createConnection', { body });
}

export function updateConnection(
  id: string,
  body: RouteBody<'updateConnection'>,
) {
  return callRoute('updateConnection', { params: { id }, body });
}

export function deleteConnection(id: string) {
  return callRoute('deleteConnection', { params: { id } });
}

export function testConnection(id: string) {
  return callRoute('testConnection', { params: { id } });
}
