import {
  type ConnectionSummary,
  connectionHealth,
  systemKind,
  trust,
} from '@keyward/contract';
import type { Queryable } from '@keyward/database';

/** What is searched of a connection; the credential is not even read. */
export interface KnownConnection {
  summary: ConnectionSummary;
  host: string;
  v: number;
  health: ReturnType<typeof connectionHealth.parse>;
  trust: ReturnType<typeof trust.parse>;
}

/** Every connection that was not removed, by name. */
export async function knownConnections(
  db: Queryable,
): Promise<KnownConnection[]> {
  const rows = await db
    .selectFrom('connection')
    .select(['id', 'name', 'kind', 'host', 'health', 'trust', 'v'])
    .where('deleted_at', 'is', null)
    .orderBy('name')
    .execute();
  return rows.map((row) => ({
    summary: {
      id: row.id,
      name: row.name,
      kind: systemKind.parse(row.kind),
    },
    host: row.host,
    v: row.v,
    health: connectionHealth.parse(row.health),
    trust: trust.parse(row.trust),
  }));
}
