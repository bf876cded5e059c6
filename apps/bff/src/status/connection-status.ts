import {
  connectionHealth,
  type StatusConnection,
  systemKind,
} from '@keyward/contract';
import type { Database } from '@keyward/database';
import { sql } from 'kysely';

import type { HeldCollection } from '../connections/estate/estate-cache.ts';
import { CONNECTION_JUDGEMENTS } from './judge.ts';

/** Connections that share one address, at most. */
const MOST = 10;

/** How the connections of this name or host are; whoever asks by host has named it whole. */
export async function connectionsAt(
  db: Database,
  held: readonly HeldCollection[],
  host: string,
): Promise<StatusConnection[]> {
  const rows = await db
    .selectFrom('connection')
    .select([
      'id',
      'name',
      'kind',
      'health',
      'checked_at',
      'last_reached_at',
      'v',
    ])
    .where('deleted_at', 'is', null)
    .where(sql<boolean>`(lower(name) = ${host} or host = ${host})`)
    .orderBy('name')
    .limit(MOST)
    .execute();
  return Promise.all(
    rows.map(async (row): Promise<StatusConnection> => {
      const health = connectionHealth.parse(row.health);
      const { light, nextActor, tellCaller } = CONNECTION_JUDGEMENTS[health];
      const read = held.filter(
        ({ connectionId, v }) => connectionId === row.id && v === row.v,
      );
      return {
        id: row.id,
        name: row.name,
        kind: systemKind.parse(row.kind),
        light,
        health,
        since: (await sinceWhen(db, row.id, health))?.toISOString() ?? null,
        checkedAt: row.checked_at?.toISOString() ?? null,
        lastSeenAt: latest([
          row.last_reached_at?.getTime(),
          ...read.map(({ observedAt }) => observedAt ?? undefined),
        ]),
        nextActor,
        tellCaller,
      };
    }),
  );
}

/** Its last event tells, unless that was forgotten with other old ones. */
async function sinceWhen(
  db: Database,
  id: string,
  health: string,
): Promise<Date | null> {
  const last = await db
    .selectFrom('event')
    .select(['at', sql<string>`data->>'health'`.as('health')])
    .where('subject', '=', id)
    // Says nothing more than the next line, but is what the index of a subject's events is of.
    .where(sql<boolean>`data->>'what' <> 'progress'`)
    .where(sql<boolean>`data->>'what' in ('health', 'changed')`)
    .orderBy('seq', 'desc')
    .limit(1)
    .executeTakeFirst();
  return last?.health === health ? last.at : null;
}

function latest(times: readonly (number | undefined)[]): string | null {
  const known = times.filter((time) => time !== undefined);
  return known.length === 0 ? null : new Date(Math.max(...known)).toISOString();
}
