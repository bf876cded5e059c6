import type { ProofMethod, stepUpRequest } from '@keyward/contract';
import { transact } from '@keyward/database';
import type { z } from 'zod';

import { audit } from '../audit/note.ts';
import type { Origin } from '../http/handler.ts';
import { Refusal } from '../http/refusal.ts';
import type { PasskeyParts } from '../passkeys/passkey-parts.ts';
import { proveWithPasskey } from '../passkeys/prove-with-passkey.ts';
import type { Caller } from './caller.ts';
import {
  provableMethods,
  STEP_UP_OPTIONS_URL,
  stepUpRequired,
} from './fresh-proof.ts';
import { isPassword } from './password.ts';
import { findCaller, rotateSession } from './sessions.ts';
import { normaliseAccount, type SignInLimits } from './sign-in-limits.ts';

export interface StepUpParts extends PasskeyParts {
  limits: SignInLimits;
}

/**
 * Proves again who is at this session, by passkey or, without one, by password. The session goes on under a new token;
 * the one it was known by is worth nothing from then on.
 *
 * @throws Refusal `step_up_required`, `invalid_credentials`, `rate_limited`, `unauthenticated`
 */
export async function stepUp(
  parts: StepUpParts,
  input: z.infer<typeof stepUpRequest>,
  caller: Caller,
  origin: Origin,
): Promise<{ token: string; caller: Caller }> {
  const method = await prove(parts, input, caller, origin);
  const token = await transact(parts.db, async (journal) => {
    audit(journal, {
      code: 'session.stepped_up',
      caller,
      origin,
      action: `step up by ${method}`,
      object: caller.sid,
    });
    return rotateSession(journal.tx, caller.sid, method);
  });
  const now = await findCaller(parts.db, token);
  if (now === null) throw new Refusal('unauthenticated');
  return { token, caller: now };
}

async function prove(
  parts: StepUpParts,
  input: z.infer<typeof stepUpRequest>,
  caller: Caller,
  origin: Origin,
): Promise<ProofMethod> {
  if ('assertion' in input) {
    await proveWithPasskey(parts, caller, input.assertion, {
      purpose: 'step-up',
    });
    return 'passkey';
  }
  const methods = await provableMethods(parts.db, caller);
  if (!methods.includes('password')) {
    // Whoever has something stronger does not get through with something weaker.
    throw stepUpRequired(methods, STEP_UP_OPTIONS_URL);
  }
  await provePassword(parts, input.password, caller, origin);
  return 'password';
}

/** The limits of signing in hold here too: a stolen cookie is no place to guess from. */
async function provePassword(
  { db, limits }: StepUpParts,
  password: string,
  caller: Caller,
  origin: Origin,
): Promise<void> {
  const account = normaliseAccount(caller.identity.sub);
  await limits.take(account, origin.ip);
  const identity = await db
    .selectFrom('identity')
    .select('password_hash')
    .where('id', '=', caller.identity.id)
    .where('person_id', '=', caller.person.id)
    .executeTakeFirst();
  if (!(await isPassword(identity?.password_hash ?? null, password))) {
    const refusal = new Refusal('invalid_credentials');
    refusal.denial = { object: caller.sid, reason: 'password' };
    throw refusal;
  }
  await limits.forgive(account, origin.ip);
}
