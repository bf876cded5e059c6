import type { SignInMethods } from '@keyward/contract';
import type { Database } from '@keyward/database';

import type { Mode } from '../config.ts';
import { isFirstAccountOpen } from './first-account.ts';

/** How one can sign in here. Says nothing about any account. */
export async function readSignInMethods(
  db: Database,
  mode: Mode,
  oidc: { name: string } | null,
  isSealed: boolean,
): Promise<SignInMethods> {
  return {
    mode,
    oidc: oidc === null ? null : { name: oidc.name },
    sealed: isSealed,
    firstAccount: await isFirstAccountOpen(db, mode),
  };
}
