import type { Generated } from 'kysely';

import type { CreatedAt, JsonColumn, TimeOrNull } from './columns.ts';

export interface TaskTable {
  id: string;
  number: Generated<number>;
  change_id: string;
  /** Of the change, copied for the lists. */
  requester_id: Generated<string | null>;
  operation: string;
  connection_id: string | null;
  state: string;
  failure_kind: string | null;
  current_step: string | null;
  progress: JsonColumn;
  explanation: JsonColumn;
  upstream: JsonColumn;
  verification: JsonColumn;
  upstream_task_id: string | null;
  upstream_result: string | null;
  cancel_requested_at: TimeOrNull;
  /** Numbers the claims of this task; every write names the one it was made under. */
  fence: Generated<number>;
  lease_owner: string | null;
  lease_until: TimeOrNull;
  /** Earliest next try; null when nothing is due. */
  due_at: TimeOrNull;
  tries: Generated<number>;
  search: string;
  created_at: CreatedAt;
  started_at: TimeOrNull;
  ended_at: TimeOrNull;
  v: Generated<number>;
}

export interface TaskStepTable {
  task_id: string;
  key: string;
  position: number;
  state: string;
  attempts: Generated<number>;
  result: JsonColumn;
  progress: JsonColumn;
  note: string | null;
  started_at: TimeOrNull;
  ended_at: TimeOrNull;
}

/** What a task meant to send, committed before it was sent, and what became of it. */
export interface TaskIntentTable {
  task_id: string;
  attempt: number;
  fence: number;
  committed_at: CreatedAt;
  outcome: string | null;
  result: JsonColumn;
  resolved_at: TimeOrNull;
}
