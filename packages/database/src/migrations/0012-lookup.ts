import { type Kysely, sql } from 'kysely';

/** What search and the status page look things up by. */
export const lookup = {
  async up(db: Kysely<unknown>): Promise<void> {
    for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
  },
};

const STATEMENTS = [
  `create index change_ticket_beginning on change (lower(ticket) text_pattern_ops) where ticket is not null`,
  `create index task_upstream_beginning on task (lower(upstream_task_id) text_pattern_ops)
    where upstream_task_id is not null`,
  `create index change_ended on change (connection_id, ended_at desc) where ended_at is not null`,

  // Certificates that a change proposes, replaces or found in use. Bytewise order: they are looked for by how they begin.
  `create table change_certificate (
    sha256 text collate "C" not null,
    change_id uuid not null references change,
    use text not null,
    primary key (sha256, change_id, use))`,
  // A certification authority that an older change proposes is known once the connection trusts it.
  `insert into change_certificate (sha256, change_id, use)
    select distinct sha256, id, use from (
      select guard->'next'->>'sha256' as sha256, id, 'proposed' as use from change
        where operation = 'vcenter.update-provider-client-certificate'
      union all
      select guard->'current'->>'sha256', id, 'replaced' from change
        where operation = 'vcenter.update-provider-client-certificate'
      union all
      select guard->>'certificateSha256', id, 'found' from change
        where operation = 'vcenter.generate-provider-csr'
      union all
      select input->'trust'->>'sha256', id, 'proposed' from change
        where operation = 'console.update-connection' and input->'trust'->>'mode' = 'pin'
      union all
      select guard->'trust'->>'sha256', id, 'replaced' from change
        where operation = 'console.update-connection' and guard->'trust'->>'mode' = 'pin'
      union all
      select ca.sha256, id, 'replaced' from change, jsonb_array_elements_text(guard->'trust'->'sha256') as ca (sha256)
        where operation = 'console.update-connection' and guard->'trust'->>'mode' = 'ca'
    ) as named where sha256 ~ '^[0-9a-f]{64}$'`,

  `alter table connection add column last_reached_at timestamptz`,
  `update connection set last_reached_at = checked_at where health = 'reachable'`,
];
