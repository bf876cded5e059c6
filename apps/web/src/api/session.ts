import { queryOptions } from '@tanstack/react-query';

import { callRoute } from './call-route.ts';

/** Who is signed in. Fails with `unauthenticated` when nobody is. */
export const sessionQuery = queryOptions({
  queryKey: ['session'],
  queryFn: ({ signal }) => callRoute('whoAmI', { signal }),
  staleTime: Infinity,
  retry: false,
});

export function signIn(body: { username: string; password: string }) {
  return callRoute('signIn', { body });
}

export function signOut() {
  return callRoute('signOut');
}
