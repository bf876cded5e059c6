import type { Journal } from '@keyward/database';
import { sql } from 'kysely';

import { audit } from '../../audit/note.ts';
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
    .where('iss', '=', 'local')
    .execute();
}

function why(input: Input) {
  if (!input.active) return 'person_disabled' as const;
  return input.resetSignIn
    ? ('sign_in_reset' as const)
    : ('roles_changed' as const);
}
