import type { Connection } from '@keyward/contract';
import { useMutation, useQueryClient } from '@tanstack/react-query';

import { problemOf, type AnyProblem } from '../../api/api-problem.ts';
import {
  connectionKeys,
  deleteConnection,
  testConnection,
  updateConnection,
} from '../../api/connections.ts';

type Update = Parameters<typeof updateConnection>[1];

/** Everything that can be done to one connection, with the refusal of each. */
export function useConnectionActions(id: string) {
  const client = useQueryClient();
  const keep = (connection: Connection): void => {
    client.setQueryData(connectionKeys.one(id), connection);
    void client.invalidateQueries({ queryKey: connectionKeys.list });
    void client.invalidateQueries({ queryKey: ['operations'] });
  };
  const testing = useMutation({
    mutationFn: () => testConnection(id),
    onSuccess: (connection) => {
      keep(connection);
      void client.invalidateQueries({ queryKey: ['estate', id] });
    },
    onError: () =>
      void client.invalidateQueries({ queryKey: connectionKeys.one(id) }),
  });
  // An update may carry a password, so nothing of it stays in the cache.
  const updating = useMutation({
    mutationFn: (body: Update) => updateConnection(id, body),
    gcTime: 0,
    onSuccess: keep,
  });
  const deleting = useMutation({
    mutationFn: () => deleteConnection(id),
    onSuccess: () => {
      client.removeQueries({ queryKey: connectionKeys.one(id) });
      void client.invalidateQueries({ queryKey: connectionKeys.list });
      void client.invalidateQueries({ queryKey: ['operations'] });
    },
  });
  return { testing, updating, deleting };
}

export function problemIn(mutation: {
  error: Error | null;
}): AnyProblem | null {
  return mutation.error === null ? null : problemOf(mutation.error);
}
