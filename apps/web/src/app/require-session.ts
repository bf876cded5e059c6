import type { QueryClient } from '@tanstack/react-query';
import { redirect } from '@tanstack/react-router';

import { isApiProblem } from '../api/api-problem.ts';
import { sessionQuery } from '../api/session.ts';

/** Lets a signed-in person through; sends anybody else to sign in and remembers where they wanted to go. */
export async function requireSession(
  queryClient: QueryClient,
  next: string,
): Promise<void> {
  try {
    await queryClient.ensureQueryData(sessionQuery);
  } catch (error) {
    if (!isApiProblem(error) || error.code !== 'unauthenticated') throw error;
    // eslint-disable-next-line @typescript-eslint/only-throw-error -- the router's way to say "go elsewhere".
    throw redirect({ to: '/sign-in', search: next === '/' ? {} : { next } });
  }
}
