import type { Database } from '@keyward/database';
import { sql } from 'kysely';

import { type Sighting, sighting } from './sighting.ts';

/** A wish that is not renewed ends with its replica. */
const WANTED_SECONDS = 12;

/** What another replica wants to know. */
export interface ForeignWatch {
  upstreamTaskId: string;
  ageMs: number;
  /** Somebody among them has been told nothing yet. */
  isNew: boolean;
}

interface Place {
  connectionId: string;
  /** The replica that asks or answers. */
  owner: string;
}

/** Tells the holder of the connection's lease which tasks this replica follows. Also keeps the wish alive. */
export async function wantSightings(
  db: Database,
  { connectionId, owner }: Place,
  ids: readonly string[],
): Promise<void> {
  await sql`
    insert into upstream_watch (connection_id, watcher, upstream_task_id, wanted_until)
    select ${connectionId}::uuid, ${owner}::text, id, now() + make_interval(secs => ${WANTED_SECONDS})
    from unnest(${[...ids]}::text[]) as wanted (id)
    on conflict (connection_id, watcher, upstream_task_id) do update
      set wanted_until = excluded.wanted_until`.execute(db);
}

/** What the holder saw of this replica's tasks, newest only. */
export async function readSightings(
  db: Database,
  { connectionId, owner }: Place,
): Promise<Map<string, Sighting>> {
  const rows = await db
    .selectFrom('upstream_watch')
    .select(['upstream_task_id', 'sighting'])
    .where('connection_id', '=', connectionId)
    .where('watcher', '=', owner)
    .where('sighting', 'is not', null)
    .execute();
  return new Map(
    rows.flatMap((row) => {
      const read = sighting.safeParse(row.sighting);
      return read.success ? [[row.upstream_task_id, read.data] as const] : [];
    }),
  );
}

/** This replica no longer follows these; without ids, nothing at this connection. */
export async function forgetWatches(
  db: Database,
  { connectionId, owner }: Place,
  ids?: readonly string[],
): Promise<void> {
  await db
    .deleteFrom('upstream_watch')
    .where('connection_id', '=', connectionId)
    .where('watcher', '=', owner)
    .$if(ids !== undefined, (query) =>
      query.where('upstream_task_id', 'in', [...(ids ?? [])]),
    )
    .execute();
}

/** What all other replicas want to know of this connection now. */
export async function foreignWatches(
  db: Database,
  { connectionId, owner }: Place,
): Promise<ForeignWatch[]> {
  const { rows } = await sql<ForeignWatch>`
    select upstream_task_id as "upstreamTaskId",
      (extract(epoch from now() - max(since)) * 1000)::float8 as "ageMs",
      bool_or(sighting is null) as "isNew"
    from upstream_watch
    where connection_id = ${connectionId} and watcher <> ${owner} and wanted_until > now()
    group by upstream_task_id`.execute(db);
  return rows;
}

/** Writes what changed for the other replicas, unless the lease has another holder by now. Clears away old wishes. */
export async function publishSightings(
  db: Database,
  { connectionId }: Place,
  fence: number,
  changed: ReadonlyMap<string, Sighting>,
): Promise<void> {
  const rows = JSON.stringify(
    [...changed].map(([id, seen]) => ({ id, sighting: seen })),
  );
  await sql`
    with news as (select * from jsonb_to_recordset(${rows}::jsonb) as news (id text, sighting jsonb)),
    old as (
      delete from upstream_watch
      where connection_id = ${connectionId} and wanted_until < now() - interval '1 minute')
    update upstream_watch watch
    set sighting = news.sighting, seen_at = now()
    from news, connection_poller poller
    where watch.connection_id = ${connectionId} and watch.upstream_task_id = news.id
      and watch.wanted_until > now() and poller.connection_id = watch.connection_id
      and poller.fence = ${fence} and poller.lease_until > now()`.execute(db);
}
