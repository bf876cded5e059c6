import { phraseOf } from '@keyward/approval-proof';
import {
  type AnyChange,
  approvalEvidence,
  type ChangeDetail,
  type ChangeOutline,
  type ChangeSummary,
  changeEvent,
  type Handshakes,
  type OpenConflict,
  operationContract,
  type Person,
} from '@keyward/contract';
import type { ApprovalRow, Queryable } from '@keyward/database';

import {
  readConnectionRow,
  summariseConnection,
} from '../connections/connection-record.ts';
import { presentHandshakes } from '../handshakes/present-handshakes.ts';
import { Refusal } from '../http/refusal.ts';
import type { Caller } from '../people/caller.ts';
import { isFollowing } from '../following/followers.ts';
import { findPeople, personOf } from '../people/find-people.ts';
import { taskReference } from '../references.ts';
import { changeActions } from './change-actions.ts';
import { type ChangeRecord, getChange } from './change-record.ts';
import { changeStanding } from './change-standing.ts';
import { decidingOf } from './deciding.ts';
import { OBSTACLES, obstacleOf } from './may-decide.ts';
import { standingApprovers } from './quorum.ts';
import { ownRejections } from './rejection.ts';
import { conflictsOfStored } from './same-object.ts';

type History = ChangeOutline['history'];

/** One change as this person may see it. @throws Refusal `not_found`, `forbidden` */
export async function presentChange(
  { db }: { db: Queryable },
  id: string,
  caller: Caller,
): Promise<AnyChange> {
  if (!caller.permissions.includes('changes:read')) {
    throw new Refusal('forbidden');
  }
  const change = await getChange(db, id);
  const decisions = await db
    .selectFrom('approval')
    .selectAll()
    .where('change_id', '=', id)
    .orderBy('at')
    .execute();
  const people = await findPeople(db, [
    change.requesterId,
    ...decisions.map((each) => each.person_id),
  ]);
  const [summary] = await summariseChanges(db, [change], caller);
  if (summary === undefined) throw new Refusal('not_found');
  const history = await readHistory(db, change, decisions, people);
  const following = await isFollowing(db, id, caller.person.id);
  if (!caller.permissions.includes('changes:read-full')) {
    return { ...summary, detail: 'outline', history, following };
  }
  const standing = await standingApprovers(db, change);
  const obstacle = await obstacleOf(db, change, caller);
  return fullChange(change, summary, {
    history,
    following,
    decisions,
    standing,
    people,
    caller,
    obstacle: obstacle === null ? null : OBSTACLES[obstacle],
    handshakes: await presentHandshakes(db, change),
    conflicts: await conflictsOfStored(db, change),
  });
}

function fullChange(
  change: ChangeRecord,
  summary: ChangeSummary,
  parts: {
    history: History;
    following: boolean;
    decisions: ApprovalRow[];
    standing: ReadonlySet<string>;
    people: ReadonlyMap<string, Person>;
    caller: Caller;
    obstacle: string | null;
    handshakes: Handshakes;
    conflicts: OpenConflict[];
  },
): ChangeDetail {
  const { history, decisions, standing, people, caller, obstacle, handshakes } =
    parts;
  const { row } = change;
  return {
    ...summary,
    detail: 'full',
    input: change.input,
    plan: change.plan,
    checks: change.checks,
    guard: change.guard,
    frozenTarget: change.target,
    reason: row.reason,
    policy: change.policy,
    secrets: change.secrets,
    nonce: row.nonce,
    digest: change.digest,
    phrase: phraseOf(change.digest),
    decisions: decisions.map((each) => ({
      person: personOf(people, each.person_id),
      decision: each.decision === 'reject' ? 'reject' : 'approve',
      comment: each.comment,
      fieldPointer: each.field_pointer,
      digest: each.digest,
      at: each.at.toISOString(),
      counts: each.decision === 'approve' && standing.has(each.person_id),
      evidence: approvalEvidence.nullable().parse(each.evidence),
    })),
    history,
    moved: change.moved,
    handshakes,
    caution: operationContract(change.operation).caution,
    conflicts: parts.conflicts,
    following: parts.following,
    undo: operationContract(change.operation).undo,
    actions: changeActions(
      change,
      caller,
      decisions.map((each) => each.person_id),
      obstacle,
    ),
    observedAt: row.guard_observed_at.toISOString(),
  };
}

/** What every signed-in person may see of changes, in as many queries however many they are. */
export async function summariseChanges(
  db: Queryable,
  changes: readonly ChangeRecord[],
  caller: Caller,
): Promise<ChangeSummary[]> {
  if (changes.length === 0) return [];
  const ids = changes.map((change) => change.id);
  const [people, connections, tasks, approvals, deciding, rejections] =
    await Promise.all([
      findPeople(
        db,
        changes.map((change) => change.requesterId),
      ),
      findConnections(
        db,
        changes.flatMap((change) => change.connectionId ?? []),
      ),
      db
        .selectFrom('task')
        .select(['id', 'number', 'change_id'])
        .where('change_id', 'in', ids)
        .execute(),
      db
        .selectFrom('approval')
        .select(['change_id', 'person_id'])
        .where('change_id', 'in', ids)
        .where('decision', '=', 'approve')
        .execute(),
      decidingOf(db, changes, caller),
      ownRejections(db, changes, caller),
    ]);
  return changes.map((change) => {
    const task = tasks.find((each) => each.change_id === change.id);
    const have = approvals.filter(
      (each) =>
        each.change_id === change.id && each.person_id !== change.requesterId,
    ).length;
    const { row } = change;
    const contract = operationContract(change.operation);
    const requester = personOf(people, change.requesterId);
    const rejection = rejections.get(change.id);
    return {
      id: change.id,
      reference: change.reference,
      operation: change.operation,
      title: contract.title,
      target: presentTarget(change, connections),
      state: change.state,
      waitingFor: change.waitingFor,
      requester,
      ticket: row.ticket,
      approvals: { have, need: change.policy.approvals },
      deciding: deciding.get(change.id) ?? null,
      ...(rejection === undefined ? {} : { rejection }),
      risk: contract.risk,
      taskId: task?.id ?? null,
      taskReference: task === undefined ? null : taskReference(task.number),
      createdAt: row.created_at.toISOString(),
      decideBy: row.decide_by.toISOString(),
      claimableAt: row.claimable_at?.toISOString() ?? null,
      expiresAt: row.expires_at.toISOString(),
      endedAt: row.ended_at?.toISOString() ?? null,
      v: row.v,
      standing: changeStanding(change, have, requester.displayName),
    };
  });
}

export type ConnectionNames = Awaited<ReturnType<typeof findConnections>>;

/** Connections by id, removed ones too: closed changes stay readable. */
export async function findConnections(db: Queryable, ids: readonly string[]) {
  if (ids.length === 0) return new Map<string, never>();
  const rows = await db
    .selectFrom('connection')
    .selectAll()
    .where('id', 'in', [...new Set(ids)])
    .execute();
  return new Map(
    rows.map((row) => [row.id, summariseConnection(readConnectionRow(row))]),
  );
}

export function presentTarget(
  change: Pick<ChangeRecord, 'connectionId' | 'target'>,
  connections: ConnectionNames,
): ChangeSummary['target'] {
  const connection = connections.get(change.connectionId ?? '');
  return connection === undefined
    ? { type: 'console' }
    : { type: 'connection', connection };
}

async function readHistory(
  db: Queryable,
  change: ChangeRecord,
  decisions: readonly ApprovalRow[],
  people: ReadonlyMap<string, Person>,
): Promise<History> {
  const rows = await db
    .selectFrom('event')
    .select(['at', 'data'])
    .where('subject', '=', change.id)
    .where('type', '=', 'change')
    .orderBy('seq')
    .limit(200)
    .execute();
  const deciders = [...decisions];
  return rows.map(({ at, data: stored }) => {
    const data = changeEvent.shape.data.parse(stored);
    const actorId =
      data.what === 'submitted'
        ? change.requesterId
        : data.what === 'decided'
          ? deciders.shift()?.person_id
          : undefined;
    return {
      at: at.toISOString(),
      type: data.what,
      actor: actorId === undefined ? null : personOf(people, actorId),
      text: data.text,
    };
  });
}
