import type { RouteBody } from '@keyward/contract';
import { queryOptions } from '@tanstack/react-query';

import { callRoute } from './call-route.ts';

/** Who is signed in. Fails with `unauthenticated` when nobody is. */
const SEALED_LOOK_MS = 15_000;

export const sessionQuery = queryOptions({
  queryKey: ['session'],
  queryFn: ({ signal }) => callRoute('whoAmI', { signal }),
  staleTime: Infinity,
  // A sealed console opens by itself once its key is back.
  refetchInterval: ({ state }) =>
    (state.data?.sealed ?? null) === null ? false : SEALED_LOOK_MS,
  retry: false,
});

/** How one can sign in here; also the name of the organisation's identity provider. */
export const signInMethodsQuery = queryOptions({
  queryKey: ['sign-in-methods'],
  queryFn: ({ signal }) => callRoute('signInMethods', { signal }),
  staleTime: 60_000,
});

export function signIn(body: RouteBody<'signIn'>) {
  return callRoute('signIn', { body });
}

export function signOut() {
  return callRoute('signOut');
}

export function stepUpOptions() {
  return callRoute('stepUpOptions');
}

export function stepUp(body: RouteBody<'stepUp'>) {
  return callRoute('stepUp', { body });
}
