import { type Kysely, sql } from 'kysely';

/** What the views of the list of tasks are read by: whose they are, and when they ended. */
export const taskViews = {
  async up(db: Kysely<unknown>): Promise<void> {
    for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
  },
};

const STATEMENTS = [
  // The requester of its change, which never changes: beside the task, so that one index has both it and the order.
  `alter table task add column requester_id uuid references person`,
  `update task set requester_id = change.requester_id from change where change.id = task.change_id`,
  `create index task_by_requester on task (requester_id, created_at desc, id desc)`,
  `create index task_ended on task (ended_at desc, id desc) where ended_at is not null`,
  `create index task_ended_by_state on task (state, ended_at desc, id desc) where ended_at is not null`,
];
