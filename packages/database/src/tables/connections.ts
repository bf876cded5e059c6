import type { ColumnType, Generated } from 'kysely';

import type { CreatedAt, JsonColumn, Time, TimeOrNull } from './columns.ts';

export interface ConnectionTable {
  id: string;
  name: string;
  description: string;
  kind: string;
  host: string;
  port: number;
  trust: JsonColumn;
  pinned_certificate: string | null;
  esx_auth: string | null;
  username: string;
  credential: Buffer;
  credential_set_at: Time;
  credential_set_by: string | null;
  version: string | null;
  capabilities: ColumnType<string[], string[], string[]>;
  health: string;
  health_detail: string | null;
  checked_at: TimeOrNull;
  quarantined_at: TimeOrNull;
  deleted_at: TimeOrNull;
  created_at: CreatedAt;
  v: Generated<number>;
  /** When it was last seen to answer. */
  last_reached_at: TimeOrNull;
  /** Goes up when a task at this connection ends. */
  estate_version: Generated<number>;
  build: string | null;
  /** What the last check could not find out; jsonb with a default. */
  unread: ColumnType<unknown, unknown, unknown>;
  /** PEM of what the target showed at the last check, where an authority is trusted. */
  shown_certificate: string | null;
}

export interface KnownNativeProviderTable {
  connection_id: string;
  name: string;
  change_id: string | null;
  known_since: CreatedAt;
}

/** The lease of the one replica that asks a target about its tasks. */
export interface ConnectionPollerTable {
  connection_id: string;
  owner: string;
  fence: number;
  lease_until: Time;
}

/** A task of a target that a replica without that lease follows, and what the holder last saw of it. */
export interface UpstreamWatchTable {
  connection_id: string;
  upstream_task_id: string;
  watcher: string;
  since: CreatedAt;
  wanted_until: Time;
  sighting: JsonColumn;
  seen_at: TimeOrNull;
}
