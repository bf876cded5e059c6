import { type FrozenInput, role } from '@keyward/contract';
import type { Queryable } from '@keyward/database';
import { z } from 'zod';

import { refuseField } from '../../http/refusal.ts';
import { LOCAL_ISSUER } from '../../people/accounts.ts';

export type K = 'console.update-roles';
export type Input = FrozenInput<K>;

/** Who the person is here now. Roles from the identity provider are shown and left alone. */
export const guard = z.object({
  person: z.string(),
  username: z.string(),
  displayName: z.string(),
  active: z.boolean(),
  roles: z.array(role),
  providerRoles: z.array(role),
  identities: z.array(z.string()),
  /** Issuers of the sign-ins that a reset removes: all but the local one, where there is a local one. */
  linked: z.array(z.string()).default([]),
});
export type Guard = z.infer<typeof guard>;

/** @throws Refusal when there is no such person */
export async function read(db: Queryable, input: Input): Promise<Guard> {
  const person = await db
    .selectFrom('person')
    .selectAll()
    .where('id', '=', input.person)
    .executeTakeFirst();
  if (person === undefined) {
    throw refuseField('/input/person', 'not_found', 'There is no such person.');
  }
  const held = await db
    .selectFrom('person_role')
    .select(['role', 'source'])
    .where('person_id', '=', input.person)
    .orderBy('role')
    .execute();
  const identities = await db
    .selectFrom('identity')
    .select(['id', 'iss'])
    .where('person_id', '=', input.person)
    .orderBy('id')
    .execute();
  const others = identities.filter((each) => each.iss !== LOCAL_ISSUER);
  const given = (isConsole: boolean) =>
    held
      .filter((each) => (each.source === 'console') === isConsole)
      .map((each) => role.parse(each.role));
  return {
    person: person.id,
    username: person.username,
    displayName: person.display_name,
    active: person.disabled_at === null,
    roles: given(true),
    providerRoles: given(false),
    identities: identities.map((each) => each.id),
    linked:
      others.length === identities.length
        ? []
        : others.map((each) => each.iss).sort(),
  };
}
