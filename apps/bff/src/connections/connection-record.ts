import {
  capability,
  type Connection,
  connectionHealth,
  type ConnectionSummary,
  esxAuth,
  type FrozenTarget,
  systemKind,
  trust,
} from '@keyward/contract';
import type { ConnectionRow, Queryable } from '@keyward/database';
import { z } from 'zod';

import { Refusal } from '../http/refusal.ts';

/** A connection as the console works with it. The sealed credential stays in the row. */
export type ConnectionRecord = ReturnType<typeof readConnectionRow>;

/** Parses the words of a row. */
export function readConnectionRow(row: ConnectionRow) {
  return {
    row,
    id: row.id,
    name: row.name,
    kind: systemKind.parse(row.kind),
    host: row.host,
    port: row.port,
    trust: trust.parse(row.trust),
    esxAuth: esxAuth.nullable().parse(row.esx_auth),
    username: row.username,
    version: row.version,
    capabilities: z.array(capability).parse(row.capabilities),
    health: connectionHealth.parse(row.health),
    isQuarantined: row.quarantined_at !== null,
  };
}

/** @throws Refusal `not_found` */
export async function getConnection(
  db: Queryable,
  id: string,
): Promise<ConnectionRecord> {
  const row = await db
    .selectFrom('connection')
    .selectAll()
    .where('id', '=', id)
    .where('deleted_at', 'is', null)
    .executeTakeFirst();
  if (row === undefined) {
    throw new Refusal('not_found', { detail: 'There is no such connection.' });
  }
  return readConnectionRow(row);
}

export async function listConnections(
  db: Queryable,
): Promise<ConnectionRecord[]> {
  const rows = await db
    .selectFrom('connection')
    .selectAll()
    .where('deleted_at', 'is', null)
    .orderBy('name')
    .execute();
  return rows.map(readConnectionRow);
}

export function summariseConnection(
  record: ConnectionRecord,
): ConnectionSummary {
  return { id: record.id, name: record.name, kind: record.kind };
}

/** Address, trust and account: what an approval of a change on this connection covers. */
export function freezeTarget(record: ConnectionRecord): FrozenTarget {
  const { id: connectionId, kind, host, port, username } = record;
  return {
    type: 'connection',
    connectionId,
    kind,
    host,
    port,
    trust: record.trust,
    account: username,
  };
}

export async function presentConnections(
  db: Queryable,
  records: ConnectionRecord[],
): Promise<Connection[]> {
  const setters = [
    ...new Set(records.flatMap(({ row }) => row.credential_set_by ?? [])),
  ];
  const people =
    setters.length === 0
      ? []
      : await db
          .selectFrom('person')
          .select(['id', 'username', 'display_name'])
          .where('id', 'in', setters)
          .execute();
  return records.map((record) => {
    const { row } = record;
    const setter = people.find((person) => person.id === row.credential_set_by);
    return {
      ...summariseConnection(record),
      description: row.description,
      host: record.host,
      port: record.port,
      trust: record.trust,
      esxAuth: record.esxAuth,
      credential: {
        username: record.username,
        set: true,
        setAt: row.credential_set_at.toISOString(),
        setBy:
          setter === undefined
            ? null
            : {
                id: setter.id,
                username: setter.username,
                displayName: setter.display_name,
              },
      },
      version: record.version,
      capabilities: record.capabilities,
      health: record.health,
      healthDetail: row.health_detail,
      checkedAt: row.checked_at?.toISOString() ?? null,
      quarantinedAt: row.quarantined_at?.toISOString() ?? null,
      createdAt: row.created_at.toISOString(),
    };
  });
}
