import { type Kysely, sql } from 'kysely';

/** An index for every filter and order that a list offers, and for what is read of the events of one subject. */
export const lists = {
  async up(db: Kysely<unknown>): Promise<void> {
    for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
  },
};

const STATEMENTS = [
  `create index change_by_operation on change (operation, created_at desc, id desc)`,
  `create index change_by_ticket on change (lower(ticket), created_at desc, id desc)`,
  `create index change_by_host on change ((frozen_target->>'host'), created_at desc, id desc)`,
  // What an open change must not miss next: its decision, then its end.
  `create index change_by_deadline on change
    ((case when state = 'pending' then decide_by else expires_at end), id)
    where state in ('pending', 'approved')`,
  `create index task_by_operation on task (operation, created_at desc, id desc)`,
  `create index task_longest on task (started_at, id) where state = 'running'`,

  // A lease is renewed every few seconds: in no index, so that renewing it touches none.
  `create index task_open on task (id) where state in ('queued', 'running')`,
  `drop index task_unfinished`,
  `alter table task set (fillfactor = 80)`,

  `create index event_log on event (subject, seq) where data->>'what' <> 'progress'`,
  `create index event_progress on event (seq) where data->>'what' = 'progress'`,

  // Whole words, for those who may not look for parts of them.
  `create index change_whole_words on change using gin
    (string_to_array(' chg-' || number::text || ' ' || search || ' ', ' ')) with (fastupdate = off)`,
  `create index task_whole_words on task using gin
    (string_to_array(' tsk-' || number::text || ' ' || lower(coalesce(upstream_task_id, '')) || ' ' || search || ' ', ' ')) with (fastupdate = off)`,
  // Parts of words are found by their trigrams. Whoever owns a database may add this extension since PostgreSQL 13;
  // where the server lacks it, the same searches read the whole table. Without fast updates a change costs a little more
  // to store, and no search ever reads a list of words that wait to be sorted in.
  `do $$
  begin
    create extension if not exists pg_trgm;
  exception when others then
    raise notice 'pg_trgm is not available: %', sqlerrm;
  end $$`,
  `do $$
  begin
    if exists (select from pg_extension where extname = 'pg_trgm') then
      create index change_words on change using gin
        ((' chg-' || number::text || ' ' || search || ' ') gin_trgm_ops) with (fastupdate = off);
      create index task_words on task using gin
        ((' tsk-' || number::text || ' ' || lower(coalesce(upstream_task_id, '')) || ' ' || search || ' ') gin_trgm_ops) with (fastupdate = off);
    end if;
  end $$`,
];
