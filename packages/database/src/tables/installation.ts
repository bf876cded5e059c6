import type { GeneratedAlways } from 'kysely';

import type { CreatedAt, Time, TimeOrNull } from './columns.ts';

export interface KeyMaterialTable {
  name: string;
  wrapped: Buffer;
  kek_id: string;
  created_at: CreatedAt;
}

export interface KeyRotationTable {
  to_key: string;
  from_key: string;
  begun_at: CreatedAt;
  ended_at: TimeOrNull;
}

/** How much of a limit is used up; counted by all replicas together. */
export interface SharedLimitTable {
  key: string;
  points: number;
  ends_at: Time;
}

export interface MilestoneTable {
  name: string;
  reached_at: CreatedAt;
}

/** That this database was put in the place of a later one. */
export interface RestoreMarkTable {
  id: GeneratedAlways<number>;
  restored_at: CreatedAt;
  /** The moment that was restored; null when nobody knows. */
  as_of: TimeOrNull;
  reason: string;
}
