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
  operationId,
} from '@keyward/contract';
import { type ChangeRow, jsonb, type Queryable } from '@keyward/database';
import { sql } from 'kysely';

import type { Claim } from '../operations/claim.ts';
import { anyOperation } from '../operations/registry.ts';
import { findPeople, personOf } from '../people/find-people.ts';
import { changeReference } from '../references.ts';
import type { ChangeRecord } from './change-record.ts';
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

/** What is looked at of another change. */
type Other = Pick<
  ChangeRecord,
  'id' | 'reference' | 'operation' | 'state' | 'input' | 'requesterId'
>;
type Named = Pick<Other, 'operation' | 'input'>;

/** Other changes on the same object that are not over, those first that exclude this one. Looked up, never stored. */
export async function conflictsOf(
  db: Queryable,
  change: Among,
): Promise<OpenConflict[]> {
  const { operation, frozen } = change;
  const claims = anyOperation(operation).claims(frozen);
  const object = objectOf({ operation, input: json.parse(frozen) });
  if (object === null && claims.length === 0) return [];
  const others = (await changesAt(db, change, NOT_OVER)).flatMap(readOther);
  const found = others.flatMap((other) => {
    const exclusion = exclusionOf(other, claims);
    return exclusion !== null || isSame(object, objectOf(other))
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

/** A row that somebody altered must not keep others from being read: it is left out here, and its own page tells. */
function readOther(row: ChangeRow): Other[] {
  const operation = operationId.safeParse(row.operation);
  const state = changeState.safeParse(row.state);
  const input = json.safeParse(row.input);
  if (!operation.success || !state.success || !input.success) return [];
  return [
    {
      id: row.id,
      reference: changeReference(row.number),
      operation: operation.data,
      state: state.data,
      input: input.data,
      requesterId: row.requester_id,
    },
  ];
}

function exclusionOf(other: Other, claims: readonly Claim[]): string | null {
  if (claims.length === 0 || other.state === 'outcome_unknown') return null;
  return isReadable(other) ? exclusionBy(other, claims) : null;
}

function isReadable({ operation, input }: Named): boolean {
  return operationContract(operation).frozen.safeParse(input).success;
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
  const asked = { operation, input: json.parse(frozen) };
  const object = objectOf(asked);
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
  return (
    readOther(row).map((last) => ({
      changeId: last.id,
      reference: last.reference,
      state: last.state,
      endedAt: row.ended_at?.toISOString() ?? null,
      sameInput: isReadable(last) && hashOf(last) === hashOf(asked),
    }))[0] ?? null
  );
}

/** Secrets are left out of what is compared: whether one is the same, nobody here can know. */
function hashOf({ operation, input }: Named): string {
  return digestOf(
    withoutAnnouncements(operation, readFrozenInput(operation, input)),
  );
}

/** The members that name the object; null where changes are about no object that another could be about. */
function objectOf({
  operation,
  input,
}: Named): Readonly<Record<string, Json>> | null {
  const { objectMembers } = operationContract(operation);
  if (objectMembers === null) return null;
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

function sameObjectSentence({ reference, operation, state }: Other): string {
  const isAbout = `${reference} (${operationContract(operation).title}) is about the same object`;
  if (state === 'pending') {
    return `${isAbout} and waits for a decision. Whichever of the two runs first may make the other out of date.`;
  }
  if (state === 'outcome_unknown') {
    return `${isAbout} and may or may not have taken effect. Have its outcome settled first.`;
  }
  const where = state === 'running' ? 'being carried out now' : 'approved';
  return `${isAbout} and is ${where}. It may make this change out of date.`;
}
