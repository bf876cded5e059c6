import type { Queryable } from '@keyward/database';

import { Refusal } from '../http/refusal.ts';

/**
 * Refuses to take access from the only active security admin: nobody could give it back. Call under `lockPeople`, or
 * two admins could take it from each other.
 *
 * @throws Refusal `in_use`
 */
export async function refuseLastAdmin(
  db: Queryable,
  personId: string,
): Promise<void> {
  const admins = await db
    .selectFrom('person')
    .innerJoin('person_role', 'person_role.person_id', 'person.id')
    .select('person.id')
    .where('person_role.role', '=', 'security_admin')
    .where('person.disabled_at', 'is', null)
    .distinct()
    .execute();
  if (admins.some(({ id }) => id !== personId)) return;
  if (!admins.some(({ id }) => id === personId)) return;
  throw new Refusal('in_use', {
    detail: 'This is the only active security admin.',
    nextStep: 'Make somebody else a security admin first.',
  });
}
