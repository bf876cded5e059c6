import { FRESH_PROOF_SECONDS, type ProofMethod } from '@keyward/contract';
import type { Queryable } from '@keyward/database';

import { databaseTime } from '../database-time.ts';
import { Refusal } from '../http/refusal.ts';
import { passkeyRuleInForce } from '../policy/policy-in-force.ts';
import { LOCAL_ISSUER } from './accounts.ts';
import type { Caller } from './caller.ts';

export const STEP_UP_OPTIONS_URL = '/api/session/step-up/options';

/**
 * The step-up before anything sensitive: a cookie alone proves nothing. Who has a passkey must have used it within five
 * minutes; who has none must have signed in within fifteen, unless the policy requires a passkey of everybody.
 *
 * @throws Refusal `step_up_required` with the methods open to this person, `passkey_required`
 */
export async function requireFreshProof(
  db: Queryable,
  caller: Caller,
): Promise<void> {
  await refuseOldProof(db, await openMethods(db, caller), caller);
}

/**
 * The step-up before adding a passkey. Here a password counts for who has no passkey yet, also where the policy
 * requires one: the first has to be registered with something.
 *
 * @throws Refusal `step_up_required`
 */
export async function requireProofForPasskeys(
  db: Queryable,
  caller: Caller,
): Promise<void> {
  await refuseOldProof(db, await provableMethods(db, caller), caller);
}

async function refuseOldProof(
  db: Queryable,
  methods: ProofMethod[],
  caller: Caller,
): Promise<void> {
  const isFresh =
    methods.includes(caller.proof.method) &&
    (await databaseTime(db)) - caller.proof.at.getTime() <=
      FRESH_PROOF_SECONDS[caller.proof.method] * 1000;
  if (!isFresh) throw stepUpRequired(methods, STEP_UP_OPTIONS_URL);
}

/** The proofs that count for sensitive things. @throws Refusal `passkey_required` */
async function openMethods(
  db: Queryable,
  caller: Caller,
): Promise<ProofMethod[]> {
  const methods = await provableMethods(db, caller);
  if (methods.includes('passkey')) return methods;
  if ((await passkeyRuleInForce(db)) === 'required') {
    throw new Refusal('passkey_required', {
      detail: 'The policy asks for a passkey, and you have none yet.',
      nextStep: 'Register a passkey under “Your account”, then try again.',
    });
  }
  return methods;
}

/** How this person can prove again who they are: by passkey when there is one, never by something weaker then. */
export async function provableMethods(
  db: Queryable,
  caller: Caller,
): Promise<ProofMethod[]> {
  if (await hasPasskey(db, caller.person.id)) return ['passkey'];
  return [caller.identity.iss === LOCAL_ISSUER ? 'password' : 'oidc'];
}

export async function hasPasskey(
  db: Queryable,
  personId: string,
): Promise<boolean> {
  const found = await db
    .selectFrom('passkey')
    .select('id')
    .where('person_id', '=', personId)
    .limit(1)
    .executeTakeFirst();
  return found !== undefined;
}

export function stepUpRequired(
  methods: ProofMethod[],
  optionsUrl: string,
  detail?: string,
): Refusal {
  return new Refusal('step_up_required', {
    ...(detail === undefined ? {} : { detail }),
    methods,
    optionsUrl,
    nextStep: 'Confirm that it is you, then try again.',
  });
}
