import { type Database, jsonb } from '@keyward/database';
import { sql } from 'kysely';
import { randomUUID } from 'node:crypto';

const PIECE = 20_000;

/** Who and what the rows of `fillLists` are about. */
export interface LargeLists {
  /** Requester of every tenth change. */
  person: string;
  /** Connection of every eighth change. */
  connection: string;
  /** Connection of the three oldest changes alone. */
  oldConnection: string;
}

/**
 * Changes, and a task for each that ran, as some years of use leave them: nearly everything succeeded, two hundred are
 * open, and the only ones of some states and targets are the oldest of all.
 */
export async function fillLists(
  db: Database,
  changes: number,
): Promise<LargeLists> {
  const people = Array.from({ length: 10 }, () => randomUUID());
  const connections = Array.from({ length: 9 }, () => randomUUID());
  await db
    .insertInto('person')
    .values(
      people.map((id, index) => ({
        id,
        username: `person-${String(index)}`,
        display_name: `Person ${String(index)}`,
      })),
    )
    .execute();
  await db
    .insertInto('connection')
    .values(
      connections.map((id, index) => ({
        id,
        name: `target-${String(index)}`,
        description: '',
        kind: 'esx',
        capabilities: [],
        health: 'unknown',
        host: `esx-${String(index)}.lab.example`,
        port: 443,
        trust: jsonb({ mode: 'pin', sha256: 'a'.repeat(64) }),
        username: 'keyward',
        credential: Buffer.alloc(0),
        credential_set_at: new Date(),
      })),
    )
    .execute();
  const plan = {
    before: {},
    after: {},
    sentences: ['A key provider is made. '.repeat(30)],
    differences: [],
    request: { method: 'POST', path: '/api/x' },
  };
  const policy = {
    version: 1,
    approvals: 1,
    approverRoles: ['reviewer'],
  };
  const making = await withoutWordIndexes(db);
  for (const [first, last] of pieces(changes).toReversed()) {
    await sql`
    insert into change (id, operation, target_type, connection_id, frozen_target, input, secrets, plan, checks, guard,
      guard_observed_at, reason, ticket, policy, requester_id, nonce, digest, state, search, created_at, decide_by,
      expires_at, ended_at)
    select gen_random_uuid(),
      case when n % 20 = 0 then 'vcenter.generate-provider-csr' when n % 3 = 0 then 'ontap.add-key-servers' else 'esx.create-native-provider' end,
      'connection', conn.id,
      jsonb_build_object('type', 'connection', 'connectionId', conn.id, 'kind', 'esx', 'host', conn.host, 'port', 443,
        'trust', jsonb_build_object('mode', 'pin', 'sha256', repeat('a', 64)), 'account', 'keyward'),
      '{}', '{}', ${jsonb(plan)}, '[]', '{}', now(), 'because', 'INC-' || (n / 4), ${jsonb(policy)},
      (${people}::uuid[])[1 + n % 10], 'nonce', repeat('b', 64),
      case when n <= 150 then 'pending' when n <= 190 then 'approved' when n <= 200 then 'running'
        when n > ${changes} - 5 then 'outcome_unknown' when n % 40 = 0 then 'rejected' when n % 33 = 0 then 'failed' else 'succeeded' end,
      'inc-' || (n / 4) || ' ' || conn.name || ' ' || conn.host || ' provider-' || md5(n::text),
      now() - n * interval '10 seconds', now() + n * interval '1 minute', now() + n * interval '2 minutes',
      case when n <= 200 then null else now() - n * interval '9 seconds' end
    from generate_series(${first}::int, ${last}::int) as n
    join connection as conn on conn.id = (${connections}::uuid[])[case when n > ${changes} - 3 then 9 else 1 + n % 8 end]
    order by n desc`.execute(db);
  }
  await sql`
    insert into task (id, change_id, requester_id, operation, connection_id, state, upstream_task_id, search, created_at,
      started_at, ended_at)
    select gen_random_uuid(), id, requester_id, operation, connection_id, state, gen_random_uuid()::text,
      'chg-' || number || ' ' || search, created_at, created_at + interval '1 second', ended_at
    from change where state not in ('pending', 'approved', 'rejected') order by created_at`.execute(
    db,
  );
  await sql`
    insert into change_certificate (sha256, change_id, use)
    select encode(sha256(convert_to((number / 3)::text, 'UTF8')), 'hex'), id, 'proposed' from change
    union all select repeat('ab', 32), id, 'replaced' from change`.execute(db);
  for (const index of making) await sql.raw(index).execute(db);
  await sql`
    insert into event (seq, at, type, subject, v, data)
    select newest.seq + n, now() - n * interval '1 second', case when n % 50 = 0 then 'connection' else 'task' end,
      case when n % 50 = 0 then ((${connections}::uuid[])[1 + n % 9])::text else gen_random_uuid()::text end, 1,
      '{"health":"reachable"}'
    from generate_series(1, 5000) as n, (select coalesce(max(seq), 0) as seq from event) as newest`.execute(
    db,
  );
  // Pending entries of the word indexes and dead rows would leave the planner to chance.
  await sql`vacuum (analyze) person, connection, change, task, change_certificate, event`.execute(
    db,
  );
  const [person = '', connection = '', oldConnection = ''] = [
    people[0],
    connections[0],
    connections[8],
  ];
  return { person, connection, oldConnection };
}

/** Numbers from one on in pieces that a statement is done with in time. */
function pieces(last: number): [first: number, last: number][] {
  return Array.from({ length: Math.ceil(last / PIECE) }, (_, index) => [
    index * PIECE + 1,
    Math.min(last, (index + 1) * PIECE),
  ]);
}

/** Takes the indexes on words away, which are made faster at the end. @returns the statements that make them */
async function withoutWordIndexes(db: Database): Promise<string[]> {
  const { rows } = await sql<{ name: string; making: string }>`
    select indexname as name, indexdef as making from pg_indexes
    where tablename in ('change', 'task') and indexdef like '%USING gin%'`.execute(
    db,
  );
  for (const { name } of rows) {
    await sql`drop index ${sql.id(name)}`.execute(db);
  }
  return rows.map(({ making }) => making);
}

/** Audit rows of all kinds but failures, of which there are none. Not chained: nobody verifies them. */
export async function fillAudit(db: Database, rows: number): Promise<void> {
  for (const [first, last] of pieces(rows)) {
    await sql`
    with made as (
      select n, 'person-' || (n % 50) as person, 'thing-' || (n / 10) as object,
        case when n % 2 = 0 then 'change.approved' when n % 97 = 0 then 'access.denied' else 'code.' || (n % 19) end as code,
        case when n % 97 = 0 then 'denied' else 'success' end as outcome,
        now() - (${rows} - n) * interval '3 seconds' as ts, md5(n::text) || md5(n::text) as hash
      from generate_series(${first}::int, ${last}::int) as n)
    insert into audit (seq, ts, code, person_id, object, outcome, row, hash)
    select n, ts, code, person, object, outcome,
      jsonb_build_object('v', 1, 'seq', n, 'ts', to_char(ts at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'),
        'code', code, 'actor', jsonb_build_object('iss', 'local', 'sub', person, 'sidHash', repeat('a', 16)),
        'personId', person, 'ip', '192.0.2.7', 'action', 'do something', 'object', object, 'outcome', outcome,
        'changeHash', null, 'reqId', gen_random_uuid(), 'detail', 'what it was about', 'prevHash', hash, 'hash', hash),
      hash
    from made order by n`.execute(db);
  }
  await sql`analyze audit`.execute(db);
}
