import type { Database } from '@keyward/database';

import { attemptId, type SignInAttempt } from './sign-in-attempt.ts';

/** Takes an attempt for good, over all replicas. @returns whether it was still unused */
export async function markUsed(
  db: Database,
  attempt: SignInAttempt,
): Promise<boolean> {
  const taken = await db
    .insertInto('used_sign_in')
    .values({ attempt: attemptId(attempt) })
    .onConflict((conflict) => conflict.doNothing())
    .returning('attempt')
    .executeTakeFirst();
  return taken !== undefined;
}
