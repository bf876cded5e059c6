import type { Deciding } from '@keyward/contract';
import type { Queryable } from '@keyward/database';
import { sql } from 'kysely';

import type { Caller } from '../people/caller.ts';
import { hasPasskey } from '../people/fresh-proof.ts';
import { passkeyRuleInForce } from '../policy/policy-in-force.ts';
import { DECIDED_ALREADY, OWN_CHANGE } from './change-actions.ts';
import type { ChangeRecord } from './change-record.ts';
import {
  heldRoleThen,
  isAbout,
  type Obstacle,
  OBSTACLES,
} from './may-decide.ts';

/** Nobody needs to know how many more there are. */
const MOST_COUNTED = 10;
const NO_PASSKEY =
  'The policy asks for a passkey, and you have none yet. Register one under “Your account”.';

interface Found {
  id: string;
  counts: number;
  could_decide: number;
  has_decided: boolean;
  is_subject: boolean;
  has_role: boolean;
  held_role: boolean;
}

/**
 * What the pending ones among these changes wait for, and whether this person may decide on them, in one query however
 * many there are. Nothing for those who may not read changes in full. It tells; the decision itself asks again.
 */
export async function decidingOf(
  db: Queryable,
  changes: readonly ChangeRecord[],
  caller: Caller,
): Promise<ReadonlyMap<string, Deciding>> {
  const pending = changes.filter(({ state }) => state === 'pending');
  if (
    pending.length === 0 ||
    !caller.permissions.includes('changes:read-full')
  ) {
    return new Map();
  }
  const [found, lacksPasskey] = await Promise.all([
    look(db, pending, caller),
    isPasskeyMissing(db, caller),
  ]);
  const byId = new Map(found.map((each) => [each.id, each]));
  return new Map(
    pending.flatMap((change) => {
      const facts = byId.get(change.id);
      if (facts === undefined) return [];
      const reason =
        whyNot(change, facts, caller) ?? (lacksPasskey ? NO_PASSKEY : null);
      const { counts, could_decide: couldDecide } = facts;
      const deciding: Deciding = {
        counts,
        couldDecide,
        blocked: blockedBy(change.policy.approvals, counts, couldDecide),
        you: { allowed: reason === null, reason },
      };
      return [[change.id, deciding] as const];
    }),
  );
}

async function look(
  db: Queryable,
  pending: readonly ChangeRecord[],
  { person }: Caller,
): Promise<Found[]> {
  const me = sql`${person.id}::uuid`;
  const { rows } = await sql<Found>`
    select change.id,
      (select count(*)::int from approval
        where approval.change_id = change.id and approval.decision = 'approve'
          and approval.digest = change.digest and approval.person_id <> change.requester_id
          and not ${isAbout(sql`approval.person_id`)}
          and ${heldRoleThen(sql`approval.person_id`)}) as counts,
      (select count(*)::int from (
        select from person as other
        where other.id <> change.requester_id and other.disabled_at is null
          and not ${isAbout(sql`other.id`)}
          and ${heldRoleThen(sql`other.id`)}
          and not exists (
            select from approval where approval.change_id = change.id and approval.person_id = other.id)
        limit ${MOST_COUNTED}) as able) as could_decide,
      exists (
        select from approval where approval.change_id = change.id and approval.person_id = ${me}) as has_decided,
      ${isAbout(me)} as is_subject,
      exists (
        select from person_role where person_role.person_id = ${me}
          and change.policy->'approverRoles' ? person_role.role) as has_role,
      ${heldRoleThen(me)} as held_role
    from change
    where change.id = any (${pending.map(({ id }) => id)}::uuid[])`.execute(db);
  return rows;
}

/** In the order in which a decision refuses. */
function whyNot(
  { requesterId }: ChangeRecord,
  found: Found,
  { person, permissions }: Caller,
): string | null {
  if (requesterId === person.id) return OWN_CHANGE;
  const obstacle = obstacleIn(found, permissions.includes('changes:decide'));
  if (obstacle !== null) return OBSTACLES[obstacle];
  return found.has_decided ? DECIDED_ALREADY : null;
}

function obstacleIn(
  { has_role, is_subject, held_role }: Found,
  decides: boolean,
): Obstacle | null {
  if (!decides || !has_role) return 'no_role';
  if (is_subject) return 'own_roles';
  return held_role ? null : 'role_too_new';
}

async function isPasskeyMissing(
  db: Queryable,
  { person }: Caller,
): Promise<boolean> {
  if ((await passkeyRuleInForce(db)) !== 'required') return false;
  return !(await hasPasskey(db, person.id));
}

function blockedBy(
  need: number,
  counts: number,
  couldDecide: number,
): string | null {
  const missing = need - counts;
  if (couldDecide >= missing) return null;
  const others =
    couldDecide === 0
      ? 'nobody else may decide'
      : `only ${String(couldDecide)} more may decide`;
  return `It needs ${need === 1 ? 'an approval' : `${String(need)} approvals and has ${String(counts)}`}, and ${others}.`;
}
