import type { firstAccountRequest } from '@keyward/contract';
import { type Database, type Queryable, transact } from '@keyward/database';
import type { Logger } from 'pino';
import type { z } from 'zod';

import { audit } from '../audit/note.ts';
import type { Mode } from '../config.ts';
import type { Origin } from '../http/handler.ts';
import { Refusal } from '../http/refusal.ts';
import { createPerson, setLocalPassword } from './accounts.ts';
import {
  firstAccountFile,
  isFirstAccountToken,
  removeFirstAccountToken,
  writeFirstAccountToken,
} from './first-account-token.ts';
import { refuseWeakPassword } from './new-password.ts';
import {
  type Browser,
  openSession,
  type SignedIn,
  signedInWith,
} from './open-session.ts';
import { hashPassword } from './password.ts';
import { lockPeople } from './people-lock.ts';
import type { SignInLimits } from './sign-in-limits.ts';
import { claimUsername } from './username-rules.ts';

export interface FirstAccountParts {
  db: Database;
  mode: Mode;
  dataDir: string;
}

/** Whether the first account can be made here: production, and nobody exists. The demo brings its own accounts. */
export async function isFirstAccountOpen(
  db: Queryable,
  mode: Mode,
): Promise<boolean> {
  return mode === 'production' && !(await hasAnybody(db));
}

/** At a start: leaves the token where only who is on the host can read it, or removes one that is of no use any more. */
export async function offerFirstAccount(
  { db, mode, dataDir }: FirstAccountParts,
  log: Logger,
): Promise<void> {
  if (!(await isFirstAccountOpen(db, mode))) {
    await removeFirstAccountToken(dataDir).catch(() => undefined);
    return;
  }
  try {
    await writeFirstAccountToken(dataDir);
    log.warn(
      { file: firstAccountFile(dataDir) },
      'Nobody has an account yet: open /first-account#<token> with the token in this file, or run keyward create-admin.',
    );
  } catch {
    log.warn(
      { dataDir },
      'Nobody has an account yet, and no token can be written to the data directory: run keyward create-admin.',
    );
  }
}

/**
 * Makes the first person, a security admin, for who can read the token on the host; then the token is gone. Of two that
 * try at once, one succeeds.
 *
 * @throws Refusal `not_found` once somebody exists and for a wrong token alike, `rate_limited`, `validation_failed`
 */
export async function createFirstAccount(
  { db, mode, dataDir }: FirstAccountParts,
  limits: SignInLimits,
  input: z.infer<typeof firstAccountRequest>,
  origin: Origin,
  browser: Browser,
): Promise<SignedIn> {
  await limits.takeToken(origin.ip);
  if (
    !(await isFirstAccountOpen(db, mode)) ||
    !(await isFirstAccountToken(dataDir, input.token))
  ) {
    throw noFirstAccount();
  }
  refuseWeakPassword(input.password, input);
  const passwordHash = await hashPassword(input.password);
  const session = await transact(db, async (journal) => {
    const { tx } = journal;
    await lockPeople(tx);
    if (await hasAnybody(tx)) throw noFirstAccount();
    const username = await claimUsername(tx, input.username);
    const personId = await createPerson(tx, {
      username,
      displayName: input.displayName,
      roles: ['security_admin'],
    });
    const identity = await setLocalPassword(
      tx,
      personId,
      username,
      passwordHash,
    );
    audit(journal, {
      code: 'first_account.created',
      origin,
      action: 'create first account',
      object: personId,
    });
    return openSession(
      journal,
      { personId, identity, proof: 'password' },
      origin,
      browser,
    );
  });
  await removeFirstAccountToken(dataDir).catch(() => undefined);
  return signedInWith(db, session);
}

async function hasAnybody(db: Queryable): Promise<boolean> {
  const anyone = await db
    .selectFrom('person')
    .select('id')
    .limit(1)
    .executeTakeFirst();
  return anyone !== undefined;
}

function noFirstAccount(): Refusal {
  return new Refusal('not_found', {
    detail: 'The first account cannot be made with this token, or no longer.',
  });
}
