import { type Role, role } from '@keyward/contract';
import type { Journal } from '@keyward/database';
import { z } from 'zod';

import type { Origin } from '../http/handler.ts';
import { endSessionsOf } from '../people/end-sessions.ts';
import type { ProvedIdentity } from './identity-claims.ts';

export interface RoleChange {
  given: Role[];
  taken: Role[];
}

/**
 * Brings the roles that groups give in line with the groups; roles that a change of the console gave stay as they are.
 * A role that is kept keeps the time it was given: who approves must have held it when the change was submitted. When
 * anything moved, the person's sessions end.
 */
export async function syncRoles(
  journal: Journal,
  personId: string,
  identity: Pick<ProvedIdentity, 'iss' | 'sub' | 'roles'>,
  origin: Origin,
): Promise<RoleChange> {
  const { tx } = journal;
  const held = await rolesFromGroups(journal, personId);
  const given = identity.roles.filter((each) => !held.includes(each));
  const taken = held.filter((each) => !identity.roles.includes(each));
  if (taken.length > 0) {
    await tx
      .deleteFrom('person_role')
      .where('person_id', '=', personId)
      .where('source', '=', 'idp')
      .where('role', 'in', taken)
      .execute();
  }
  if (given.length > 0) {
    await tx
      .insertInto('person_role')
      .values(
        given.map((each) => ({
          person_id: personId,
          role: each,
          source: 'idp',
        })),
      )
      .execute();
  }
  if (given.length + taken.length === 0) return { given, taken };
  await endSessionsOf(tx, personId, 'roles_changed');
  journal.audit({
    code: 'person.roles_synced',
    actor: { iss: identity.iss, sub: identity.sub, sidHash: '' },
    personId,
    ip: origin.ip,
    action: 'roles from groups',
    object: personId,
    outcome: 'success',
    changeHash: null,
    reqId: origin.requestId,
    detail: `given: ${given.join(', ') || 'none'}; taken: ${taken.join(', ') || 'none'}`,
  });
  return { given, taken };
}

async function rolesFromGroups(
  { tx }: Journal,
  personId: string,
): Promise<Role[]> {
  const rows = await tx
    .selectFrom('person_role')
    .select('role')
    .where('person_id', '=', personId)
    .where('source', '=', 'idp')
    .execute();
  return z.array(role).parse(rows.map((row) => row.role));
}
