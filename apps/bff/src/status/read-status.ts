import {
  OPEN_CHANGE_STATES,
  type StatusAnswer,
  type StatusMatter,
  type StatusQuery,
} from '@keyward/contract';
import type { Database } from '@keyward/database';
import { type RawBuilder, sql } from 'kysely';

import { databaseTime } from '../database-time.ts';
import type { EstateCache } from '../connections/estate/estate-cache.ts';
import { Refusal } from '../http/refusal.ts';
import { idsOfPage } from '../lists/list-page.ts';
import { readSearchText } from '../search/read-search-text.ts';
import { expectedDurations } from '../tasks/expected-duration.ts';
import { connectionsAt } from './connection-status.ts';
import { type Judgement, mostUrgent } from './judge.ts';
import { readMatters } from './matter-rows.ts';
import { presentMatter } from './present-matter.ts';

export interface StatusParts {
  db: Database;
  /** What was read of targets before; nothing is asked of them here. */
  estate: Pick<EstateCache, 'held'>;
}

/** Matters of one answer. */
const MOST = 50;

/** States in which somebody or something still has to act. */
const UNSETTLED: readonly string[] = [...OPEN_CHANGE_STATES, 'outcome_unknown'];

/**
 * Where one change, ticket or host stands, for whoever reads it out to a caller. The answer holds what `statusAnswer`
 * names and can hold nothing else: rows are read column by column and put together member by member.
 *
 * @throws Refusal `not_found`
 */
export async function readStatus(
  parts: StatusParts,
  { change, ticket, host }: StatusQuery,
): Promise<StatusAnswer> {
  if (change !== undefined) return statusOfChange(parts, change);
  if (ticket !== undefined) return statusOfTicket(parts, ticket);
  return statusOfHost(parts, host ?? '');
}

async function statusOfChange(
  { db }: StatusParts,
  asked: string,
): Promise<StatusAnswer> {
  const [matter] = await mattersOf(db, idOf(asked));
  if (matter === undefined) throw unknown('There is no such change.');
  return answerOf(db, {
    subject: { type: 'change', id: matter.id, reference: matter.reference },
    judgement: matter,
    matters: [matter],
  });
}

/** A change by its id or reference, or by the reference of its task. */
function idOf(asked: string): RawBuilder<unknown> {
  const { id, reference } = readSearchText(asked);
  if (id !== null) return sql`select ${id}::uuid`;
  if (reference === null) throw unknown('There is no such change.');
  return reference.of === 'task'
    ? sql`select change_id from task where number = ${reference.digits}`
    : sql`select id from change where number = ${reference.digits}`;
}

async function statusOfTicket(
  { db }: StatusParts,
  asked: string,
): Promise<StatusAnswer> {
  const matters = await mattersOf(
    db,
    sql`select id from change where lower(ticket) = ${asked.toLowerCase()}
      order by created_at desc, id desc limit ${MOST + 1}`,
  );
  const ticket = matters[0]?.ticket;
  if (ticket === undefined || ticket === null) {
    throw unknown('No change has this ticket.');
  }
  const judgement = mostUrgent(matters.filter(isUnsettled)) ?? matters[0];
  return answerOf(db, {
    subject: { type: 'ticket', ticket },
    judgement,
    matters: unsettledFirst(matters.slice(0, MOST)),
    more: matters.length > MOST,
  });
}

async function statusOfHost(
  { db, estate }: StatusParts,
  asked: string,
): Promise<StatusAnswer> {
  const host = asked.toLowerCase();
  const connections = await connectionsAt(db, estate.held(), host);
  if (connections.length === 0) {
    throw unknown('No connection has this name or host.');
  }
  const ids = connections.map(({ id }) => id);
  const [unsettled, ended] = await Promise.all([
    mattersOf(db, unsettledAt(ids)),
    mattersOf(db, endedAt(ids)),
  ]);
  const first = unsettled.slice(0, MOST);
  const matters = [...first, ...ended.slice(0, MOST - first.length)];
  return answerOf(db, {
    subject: {
      type: 'host',
      name:
        connections.find(({ name }) => name.toLowerCase() === host)?.name ??
        null,
    },
    judgement: hostJudgement(connections, matters),
    connections,
    matters,
    more: unsettled.length + ended.length > matters.length,
  });
}

/** A connection that does not answer says most; then what is open, then what failed and nobody has taken up since. */
function hostJudgement(
  connections: readonly Judgement[],
  matters: readonly StatusMatter[],
): Judgement | undefined {
  const bad = connections.filter(({ light }) => light === 'red');
  const unsettled = matters.filter(isUnsettled);
  const newest = matters.filter((matter) => !isUnsettled(matter)).slice(0, 1);
  const failed = newest.filter(({ light }) => light === 'red');
  return mostUrgent(
    [bad, unsettled, failed, connections].find(({ length }) => length > 0) ??
      [],
  );
}

/** One part for each connection and state: every part ends at an index after as many rows as are shown. */
function unsettledAt(connections: readonly string[]): RawBuilder<unknown> {
  const parts = connections.map(
    (id) =>
      sql`(${idsOfPage(
        {
          table: 'change',
          key: sql<Date>`created_at`,
          direction: 'desc',
          choices: [{ column: 'state', values: UNSETTLED }],
          conditions: [sql<boolean>`connection_id = ${id}`],
        },
        MOST + 1,
      )})`,
  );
  return sql.join(parts, sql` union all `);
}

function endedAt(connections: readonly string[]): RawBuilder<unknown> {
  const parts = connections.map(
    (id) => sql`(select id from change
      where connection_id = ${id} and ended_at > now() - interval '24 hours'
      order by ended_at desc limit ${MOST + 1})`,
  );
  return sql.join(parts, sql` union all `);
}

async function mattersOf(
  db: Database,
  ids: RawBuilder<unknown>,
): Promise<StatusMatter[]> {
  const rows = await readMatters(db, ids);
  const expected = await expectedDurations(
    db,
    rows.filter((row) => row.task_state === 'running'),
  );
  return rows.map((row) => presentMatter(row, expected(row)));
}

function isUnsettled({ state }: StatusMatter): boolean {
  return UNSETTLED.includes(state);
}

function unsettledFirst(matters: readonly StatusMatter[]): StatusMatter[] {
  return [
    ...matters.filter(isUnsettled),
    ...matters.filter((matter) => !isUnsettled(matter)),
  ];
}

async function answerOf(
  db: Database,
  found: Pick<StatusAnswer, 'subject' | 'matters'> &
    Partial<Pick<StatusAnswer, 'connections' | 'more'>> & {
      judgement: Judgement | undefined;
    },
): Promise<StatusAnswer> {
  const { subject, judgement, connections = [], matters, more = false } = found;
  return {
    subject,
    at: new Date(await databaseTime(db)).toISOString(),
    light: judgement?.light ?? 'grey',
    tellCaller: judgement?.tellCaller ?? 'nothing_to_do',
    nextActor: judgement?.nextActor ?? 'nobody',
    connections,
    matters,
    more,
  };
}

function unknown(detail: string): Refusal {
  return new Refusal('not_found', { detail });
}
