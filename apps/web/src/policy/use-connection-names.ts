import { useQuery } from '@tanstack/react-query';

import { connectionsQuery } from '../api/connections.ts';

/** The name of a connection by its id; the id itself while names are read, or when it is gone. */
export function useConnectionNames(): (id: string) => string {
  const { data } = useQuery(connectionsQuery);
  return (id) => data?.items.find((each) => each.id === id)?.name ?? id;
}
