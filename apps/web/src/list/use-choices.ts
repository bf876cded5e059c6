import { useQuery } from '@tanstack/react-query';

import { connectionsQuery } from '../api/connections.ts';
import { operationsQuery } from '../api/operations.ts';
import type { Choice } from './choice-filter.tsx';

/** The operations there are, for a filter. Empty while they are read. */
export function useOperationChoices(): Choice[] {
  const { data } = useQuery(operationsQuery);
  return (data?.items ?? []).map(({ id, title }) => ({
    value: id,
    text: title,
  }));
}

/** The connections there are, for a filter. Empty while they are read. */
export function useConnectionChoices(): Choice[] {
  const { data } = useQuery(connectionsQuery);
  return (data?.items ?? []).map(({ id, name }) => ({ value: id, text: name }));
}
