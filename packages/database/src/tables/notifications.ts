import type { Generated } from 'kysely';

import type { CreatedAt, JsonColumn, TimeOrNull } from './columns.ts';

export interface NotificationTable {
  id: string;
  person_id: string;
  kind: string;
  /** Unique per person: the same matter is told once. */
  once: string;
  title: string;
  change_id: string | null;
  task_id: string | null;
  connection_id: string | null;
  phrase: string | null;
  deadline: TimeOrNull;
  at: CreatedAt;
  read_at: TimeOrNull;
}

/** Something to be sent by e-mail or webhook; `due_at` is null when it was sent or given up. */
export interface DeliveryTable {
  id: string;
  channel: string;
  recipient: string;
  payload: JsonColumn;
  attempts: Generated<number>;
  due_at: TimeOrNull;
  sent_at: TimeOrNull;
  given_up_at: TimeOrNull;
  last_problem: string | null;
  created_at: CreatedAt;
}
