import type { DatabaseTransaction, Queryable } from '@keyward/database';

/** Who follows a change and may still read changes, none of them disabled meanwhile. */
export async function followersOf(
  db: Queryable,
  changeId: string,
): Promise<string[]> {
  const rows = await db
    .selectFrom('change_follower')
    .innerJoin('person', 'person.id', 'change_follower.person_id')
    .select('person.id')
    .where('change_follower.change_id', '=', changeId)
    .where('person.disabled_at', 'is', null)
    // Every role reads changes and tasks; somebody without one reads nothing.
    .where((is) =>
      is.exists(
        is
          .selectFrom('person_role')
          .select('person_role.person_id')
          .whereRef('person_role.person_id', '=', 'person.id'),
      ),
    )
    .execute();
  return rows.map(({ id }) => id);
}

export async function isFollowing(
  db: Queryable,
  changeId: string,
  personId: string,
): Promise<boolean> {
  const row = await db
    .selectFrom('change_follower')
    .select('since')
    .where('change_id', '=', changeId)
    .where('person_id', '=', personId)
    .executeTakeFirst();
  return row !== undefined;
}

/** There is nothing more to tell of a change that has ended. */
export async function forgetFollowers(
  tx: DatabaseTransaction,
  changeId: string,
): Promise<void> {
  await tx
    .deleteFrom('change_follower')
    .where('change_id', '=', changeId)
    .execute();
}
