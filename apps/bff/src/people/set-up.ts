import { type Journal, type Queryable } from '@keyward/database';
import { type Permission, PERMISSIONS, role } from '@keyward/contract';
import { sql } from 'kysely';

import { audit } from '../audit/note.ts';

const SET_UP_ENDED = 'set_up_ended';

/** Roles that decide on other people's changes. */
const APPROVING_ROLES = role.options.filter((each) => {
  const held: readonly Permission[] = PERMISSIONS[each];
  return held.includes('changes:decide');
});

/**
 * Whether this installation is still being set up: nobody could decide yet on what the security admin submits. Once
 * over it never opens again, even when people are disabled afterwards.
 */
export async function isSetUpOpen(db: Queryable): Promise<boolean> {
  const reached = await db
    .selectFrom('milestone')
    .select('name')
    .where('name', '=', SET_UP_ENDED)
    .executeTakeFirst();
  // The second look closes the moment between the sign-in that completes the set-up and its milestone.
  return reached === undefined && !(await couldDecideOnEachOther(db));
}

/**
 * Ends the set-up as soon as an active security admin and another active person who has signed in and decides on
 * changes exist. To be called wherever that may become true: a session starts, roles change, a person is let back in.
 */
export async function endSetUpWhenReady(journal: Journal): Promise<void> {
  if (await couldDecideOnEachOther(journal.tx)) {
    await endSetUp(journal, 'two people can decide on each other’s changes');
  }
}

/** Ends the set-up for good; nothing happens when it is over already. */
export async function endSetUp(
  journal: Journal,
  because: string,
): Promise<void> {
  const ended = await journal.tx
    .insertInto('milestone')
    .values({ name: SET_UP_ENDED })
    .onConflict((conflict) => conflict.doNothing())
    .returning('name')
    .executeTakeFirst();
  if (ended === undefined) return;
  audit(journal, {
    code: 'setup.ended',
    action: 'end set-up',
    object: null,
    detail: because,
  });
}

async function couldDecideOnEachOther(db: Queryable): Promise<boolean> {
  const { rows } = await sql<{ ready: boolean }>`
    select exists (
      select from person admin
      join person_role admin_role on admin_role.person_id = admin.id
        and admin_role.role = 'security_admin'
      join person other on other.id <> admin.id
      join person_role other_role on other_role.person_id = other.id
        and other_role.role in (${sql.join(APPROVING_ROLES)})
      where admin.disabled_at is null and other.disabled_at is null
        and other.last_sign_in_at is not null) as ready`.execute(db);
  return rows[0]?.ready === true;
}
