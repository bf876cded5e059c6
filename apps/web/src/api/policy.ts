import { queryOptions } from '@tanstack/react-query';

import { callRoute } from './call-route.ts';

/** The policy in force. */
export const policyQuery = queryOptions({
  queryKey: ['policy'],
  queryFn: ({ signal }) => callRoute('getPolicy', { signal }),
});
