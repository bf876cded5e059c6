import { type Handshake, handshake } from '@keyward/contract';
import { type Database, jsonb, type Queryable } from '@keyward/database';
import { sql } from 'kysely';

/** Stands for "which servers there are is being read". */
export const SERVERS_UNKNOWN = '';

/** A look whose process has not been heard of for so long is lost. */
const LOST_AFTER = sql`interval '90 seconds'`;

export interface HandshakeRow {
  server: string;
  /** The latest finished look. */
  result: Handshake | null;
  /** `running`: begun after the latest result, by a process that lives. `lost`: begun and not heard of any more. */
  state: 'finished' | 'running' | 'lost';
}

export async function readHandshakeRows(
  db: Queryable,
  changeId: string,
): Promise<HandshakeRow[]> {
  const rows = await db
    .selectFrom('change_handshake')
    .select([
      'server',
      'result',
      sql<boolean>`result is not null and begun_at <= (result->>'observedAt')::timestamptz`.as(
        'is_finished',
      ),
      sql<boolean>`begun_at < now() - ${LOST_AFTER}`.as('is_lost'),
    ])
    .where('change_id', '=', changeId)
    .orderBy('server')
    .execute();
  return rows.map((row) => ({
    server: row.server,
    result: handshake.nullable().parse(row.result),
    state: row.is_finished ? 'finished' : row.is_lost ? 'lost' : 'running',
  }));
}

/** A look begins, and its servers are not known yet. Earlier results stay until there are newer ones. */
export async function markBegun(
  db: Queryable,
  changeId: string,
): Promise<void> {
  await begin(db, changeId, [SERVERS_UNKNOWN]);
}

/** From now on these are the servers of the change. */
export async function markServers(
  db: Database,
  changeId: string,
  servers: readonly string[],
): Promise<void> {
  await db.transaction().execute(async (tx) => {
    await tx
      .deleteFrom('change_handshake')
      .where('change_id', '=', changeId)
      .where('server', 'not in', [...servers])
      .execute();
    await begin(tx, changeId, servers);
  });
}

async function begin(
  db: Queryable,
  changeId: string,
  servers: readonly string[],
): Promise<void> {
  await db
    .insertInto('change_handshake')
    .values(
      servers.map((server) => ({
        change_id: changeId,
        server,
        result: null,
        begun_at: sql<Date>`clock_timestamp()`,
      })),
    )
    .onConflict((conflict) =>
      conflict
        .columns(['change_id', 'server'])
        .doUpdateSet({ begun_at: sql<Date>`clock_timestamp()` }),
    )
    .execute();
}

/** Says that the looks of these changes are still under way. */
export async function stillRunning(
  db: Database,
  changeIds: readonly string[],
): Promise<void> {
  if (changeIds.length === 0) return;
  await db
    .updateTable('change_handshake')
    .set({ begun_at: sql<Date>`clock_timestamp()` })
    .where('change_id', 'in', [...changeIds])
    .where(isUnfinished)
    .execute();
}

/** Gives up what this process began and will not finish: an earlier result stands again, and without one it was interrupted. */
export async function giveUp(db: Database, changeId: string): Promise<void> {
  await db
    .updateTable('change_handshake')
    .set({ begun_at: sql<Date>`now() - ${LOST_AFTER} * 2` })
    .where('change_id', '=', changeId)
    .where(isUnfinished)
    .execute();
}

/** Keeps one result; its time is the database's. */
export async function storeHandshake(
  db: Database,
  changeId: string,
  row: string,
  result: Omit<Handshake, 'observedAt'>,
): Promise<void> {
  const { rows } = await sql<{
    now: Date;
  }>`select date_trunc('milliseconds', clock_timestamp()) as now`.execute(db);
  const now = rows[0]?.now;
  if (now === undefined) throw new Error('The database told no time.');
  await db
    .updateTable('change_handshake')
    .set({
      result: jsonb({ ...result, observedAt: now.toISOString() }),
      begun_at: now,
    })
    .where('change_id', '=', changeId)
    .where('server', '=', row)
    .execute();
}

const isUnfinished = sql<boolean>`(result is null or begun_at > (result->>'observedAt')::timestamptz)`;
