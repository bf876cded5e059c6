import type { DatabaseTransaction, Journal } from '@keyward/database';
import { sql } from 'kysely';

import { audit } from '../../audit/note.ts';
import { LOCAL_ISSUER } from '../../people/accounts.ts';
import { endSessionsOf } from '../../people/end-sessions.ts';
import { endSetUpWhenReady } from '../../people/set-up.ts';
import type { Input } from './guard.ts';

export async function effect(
  journal: Journal,
  changeId: string,
  input: Input,
): Promise<void> {
  const { tx } = journal;
  const before = await tx
    .selectFrom('person')
    .select('disabled_at')
    .where('id', '=', input.person)
    .forUpdate()
    .executeTakeFirstOrThrow();
  await setRoles(journal, input);
  await tx
    .updateTable('person')
    .set({
      disabled_at: input.active
        ? null
        : sql<Date>`coalesce(disabled_at, now())`,
    })
    .where('id', '=', input.person)
    .execute();
  if (input.resetSignIn) await resetSignIn(journal, input.person);
  // Whoever comes back, or comes back with another password, decides only on what is submitted from now on.
  if (input.resetSignIn || before.disabled_at !== null) {
    await tx
      .updateTable('person_role')
      .set({ granted_at: sql<Date>`now()` })
      .where('person_id', '=', input.person)
      .execute();
  }
  if (input.resetSignIn || !input.active) {
    await tx
      .updateTable('invitation')
      .set({ expires_at: sql<Date>`now()` })
      .where('person_id', '=', input.person)
      .where('used_at', 'is', null)
      .execute();
  }
  await endSessionsOf(tx, input.person, why(input));
  await endSetUpWhenReady(journal);
  audit(journal, {
    code: 'person.roles_changed',
    action: 'change roles',
    object: input.person,
    detail: [
      input.roles.join(' ') || 'no roles',
      input.active ? 'active' : 'disabled',
      ...(input.resetSignIn ? ['sign-in reset'] : []),
      `by change ${changeId}`,
    ].join(', '),
  });
}

/** Roles that stay keep the time they were given at: it decides on which changes they count. */
async function setRoles(
  { tx }: Journal,
  { person, roles }: Input,
): Promise<void> {
  const others = tx
    .deleteFrom('person_role')
    .where('person_id', '=', person)
    .where('source', '=', 'console');
  await (
    roles.length === 0 ? others : others.where('role', 'not in', roles)
  ).execute();
  if (roles.length === 0) return;
  await tx
    .insertInto('person_role')
    .values(
      roles.map((role) => ({ person_id: person, role, source: 'console' })),
    )
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

async function resetSignIn({ tx }: Journal, person: string): Promise<void> {
  await tx
    .deleteFrom('passkey_challenge')
    .where('person_id', '=', person)
    .execute();
  await tx.deleteFrom('passkey').where('person_id', '=', person).execute();
  await tx
    .updateTable('identity')
    .set({ password_hash: null })
    .where('person_id', '=', person)
    .where('iss', '=', LOCAL_ISSUER)
    .execute();
  await removeLinked(tx, person);
}

/**
 * Whoever linked a sign-in elsewhere has no access any more; who is known only by it keeps it. What the provider gave
 * goes with it, since no sign-in there would take it back.
 */
async function removeLinked(
  tx: DatabaseTransaction,
  person: string,
): Promise<void> {
  const identities = await tx
    .selectFrom('identity')
    .select(['id', 'iss'])
    .where('person_id', '=', person)
    .execute();
  const linked = identities
    .filter((each) => each.iss !== LOCAL_ISSUER)
    .map((each) => each.id);
  if (linked.length === 0 || linked.length === identities.length) return;
  // Their rows name the identity; all sessions of the person end with this change anyway.
  await tx.deleteFrom('session').where('identity_id', 'in', linked).execute();
  await tx.deleteFrom('identity').where('id', 'in', linked).execute();
  await tx
    .deleteFrom('person_role')
    .where('person_id', '=', person)
    .where('source', '=', 'idp')
    .execute();
}

function why(input: Input) {
  if (!input.active) return 'person_disabled' as const;
  return input.resetSignIn
    ? ('sign_in_reset' as const)
    : ('roles_changed' as const);
}
