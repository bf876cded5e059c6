import { digestOf } from '@keyward/approval-proof';
import {
  type ChangeState,
  changeState,
  json,
  type Json,
  type LastSame,
  OPEN_CHANGE_STATES,
  type OpenConflict,
  operationContract,
} from '@keyward/contract';
import { jsonb, type Queryable } from '@keyward/database';
import { sql } from 'kysely';

import { anyOperation } from '../operations/registry.ts';
import { findPeople, personOf } from '../people/find-people.ts';
import { type ChangeRecord, readChangeRow } from './change-record.ts';
import { readFrozenInput, withoutAnnouncements } from './freeze-input.ts';
import {
  type Among,
  among,
  changesAt,
  exclusionBy,
  isAt,
} from './open-conflicts.ts';
import { valueAt } from './secret-pointers.ts';

/** One whose outcome nobody knows may still have had its effect, so it is not over. */
const NOT_OVER = [
  ...OPEN_CHANGE_STATES,
  'outcome_unknown',
] as const satisfies readonly ChangeState[];
const OVER = changeState.options.filter(
  (state) => !(NOT_OVER as readonly ChangeState[]).includes(state),
);
/** How far back the last change on an object is looked for among those of its operation at its target. */
const MOST_LOOKED_AT = 1_000;

type Named = Pick<Among, 'operation' | 'frozen'>;

/** Other changes on the same object that are not over, those first that exclude this one. Looked up, never stored. */
export async function conflictsOf(
  db: Queryable,
  change: Among,
): Promise<OpenConflict[]> {
  const claims = anyOperation(change.operation).claims(change.frozen);
  const object = objectOf(change);
  if (object === null && claims.length === 0) return [];
  const found = (await changesAt(db, change, NOT_OVER)).flatMap((other) => {
    const exclusion =
      other.state === 'outcome_unknown' ? null : exclusionBy(other, claims);
    return exclusion !== null || isSame(object, objectOf(among(other)))
      ? [{ other, exclusion }]
      : [];
  });
  const people = await findPeople(
    db,
    found.map(({ other }) => other.requesterId),
  );
  return found
    .map(({ other, exclusion }) => ({
      changeId: other.id,
      reference: other.reference,
      state: other.state,
      requester: personOf(people, other.requesterId),
      blocks: exclusion !== null,
      sentence: exclusion ?? sameObjectSentence(other),
    }))
    .sort((one, two) => Number(two.blocks) - Number(one.blocks));
}

/** The same for a stored change; nothing conflicts with one that is over. */
export async function conflictsOfStored(
  db: Queryable,
  change: ChangeRecord,
): Promise<OpenConflict[]> {
  if (OVER.includes(change.state)) return [];
  return conflictsOf(db, among(change));
}

/** The newest change of the same operation on the same object that is over: what somebody may be about to repeat. */
export async function findLastSame(
  db: Queryable,
  { operation, frozen, target }: Among,
): Promise<LastSame | null> {
  const object = objectOf({ operation, frozen });
  if (object === null) return null;
  const { rows } = await sql<{ id: string }>`
    select id from (
      select id, input, created_at from change
      where operation = ${operation} and ${isAt(target)} and state = any (${OVER}::text[])
      order by created_at desc, id desc limit ${MOST_LOOKED_AT}) as last
    where input @> ${jsonb(object)}
    order by created_at desc, id desc limit 1`.execute(db);
  const [newest] = rows;
  if (newest === undefined) return null;
  const row = await db
    .selectFrom('change')
    .selectAll()
    .where('id', '=', newest.id)
    .executeTakeFirstOrThrow();
  const last = readChangeRow(row);
  return {
    changeId: last.id,
    reference: last.reference,
    state: last.state,
    endedAt: row.ended_at?.toISOString() ?? null,
    sameInput:
      hashOf({ operation, frozen }) ===
      hashOf({ operation, frozen: readFrozenInput(operation, last.input) }),
  };
}

/** Secrets are left out of what is compared: whether one is the same, nobody here can know. */
function hashOf({ operation, frozen }: Named): string {
  return digestOf(withoutAnnouncements(operation, frozen));
}

/** The members that name the object; null where changes are about no object that another could be about. */
function objectOf({
  operation,
  frozen,
}: Named): Readonly<Record<string, Json>> | null {
  const { objectMembers } = operationContract(operation);
  if (objectMembers === null) return null;
  const input = json.parse(frozen);
  return Object.fromEntries(
    objectMembers.map((member) => [
      member,
      valueAt(input, `/${member}`) ?? null,
    ]),
  );
}

function isSame(
  one: Readonly<Record<string, Json>> | null,
  other: Readonly<Record<string, Json>> | null,
): boolean {
  return one !== null && other !== null && digestOf(one) === digestOf(other);
}

function sameObjectSentence({
  reference,
  operation,
  state,
  waitingFor,
}: ChangeRecord): string {
  const what = `${reference} (${operationContract(operation).title})`;
  const isAbout = `${what} is about the same object`;
  if (state === 'pending') {
    return `${isAbout} and waits for a decision. Whichever of the two runs first may make the other out of date.`;
  }
  if (state === 'outcome_unknown') {
    return `${isAbout} and may or may not have taken effect. Have its outcome settled first.`;
  }
  const when =
    state === 'running'
      ? 'is being carried out now'
      : `is approved and ${waitingFor === null ? 'about to start' : 'has yet to start'}`;
  return `${isAbout} and ${when}. It may make this change out of date.`;
}
