import type { QueryClient } from '@tanstack/react-query';
import { redirect } from '@tanstack/react-router';

import { isApiProblem } from '../api/api-problem.ts';
import { sessionQuery } from '../api/session.ts';
import { forgetSessionHint, readSessionHint } from '../api/session-hint.ts';

/** Lets a signed-in person through; sends anybody else to sign in and remembers where they wanted to go. */
export async function requireSession(
  queryClient: QueryClient,
  next: string,
): Promise<void> {
  if (await isSignedIn(queryClient)) return;
  // eslint-disable-next-line @typescript-eslint/only-throw-error -- the router's way to say "go elsewhere".
  throw redirect({ to: '/sign-in', search: next === '/' ? {} : { next } });
}

async function isSignedIn(queryClient: QueryClient): Promise<boolean> {
  const isKnown = queryClient.getQueryData(sessionQuery.queryKey) !== undefined;
  if (!isKnown && readSessionHint() === null) return false;
  try {
    await queryClient.ensureQueryData(sessionQuery);
    return true;
  } catch (error) {
    if (!isApiProblem(error) || error.code !== 'unauthenticated') throw error;
    forgetSessionHint();
    return false;
  }
}
