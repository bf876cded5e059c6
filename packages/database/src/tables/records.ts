import type { Generated } from 'kysely';

import type { CreatedAt, JsonColumn, Time, TimeOrNull } from './columns.ts';

export interface EventTable {
  seq: number;
  at: CreatedAt;
  type: string;
  subject: string;
  v: number;
  data: JsonColumn;
}

export interface AuditTable {
  seq: number;
  ts: Time;
  code: string;
  person_id: string | null;
  object: string | null;
  outcome: string;
  row: JsonColumn;
  hash: string;
}

export interface AuditSinkTable {
  name: string;
  after_seq: Generated<number>;
  sent_at: TimeOrNull;
  problem: string | null;
  failing_since: TimeOrNull;
  tries: Generated<number>;
  due_at: TimeOrNull;
  told_at: TimeOrNull;
  lease_owner: string | null;
  lease_until: TimeOrNull;
}
