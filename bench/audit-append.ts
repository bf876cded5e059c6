import {
  connectDatabase,
  type Database,
  type JournalAudit,
  jsonb,
  migrate,
  transact,
} from '@keyward/database';
import { sql } from 'kysely';
import { randomUUID } from 'node:crypto';

import { startScratchPostgres } from './measure/scratch-postgres.ts';
import { quantile } from './measure/quantiles.ts';
import { ratioText, report } from './measure/report.ts';

const ROUNDS = 7;
const ROWS = 400;
const GROUP = 100;
const WARM_UP = 200;
const GOAL = 1.5;
const GOAL_GROUP = 1 / 15;

function note(): JournalAudit {
  return {
    code: 'change.approved',
    actor: { iss: 'local', sub: 'reviewer', sidHash: 'a'.repeat(16) },
    personId: randomUUID(),
    ip: '192.0.2.7',
    action: 'approve a change',
    object: randomUUID(),
    outcome: 'success',
    changeHash: 'b'.repeat(64),
    reqId: randomUUID(),
    detail: 'approved after a look at the vendor’s notice',
  };
}

/** The row as it is, in a transaction of its own: no number of ours, no chain, no lock. */
async function insertBare(db: Database, seq: number): Promise<void> {
  const { code, personId, object, outcome, ...rest } = note();
  const now = new Date();
  const row = { v: 1, seq, ts: now.toISOString(), ...rest, code, personId };
  await db.transaction().execute(async (tx) => {
    await tx
      .insertInto('audit')
      .values({
        seq,
        ts: now,
        code,
        person_id: personId,
        object,
        outcome,
        row: jsonb({ ...row, prevHash: 'c'.repeat(64), hash: 'd'.repeat(64) }),
        hash: 'd'.repeat(64),
      })
      .execute();
  });
}

/** Known to be bad: the whole table is locked, and the chain's end looked for without its index. */
async function appendBadly(db: Database): Promise<void> {
  await db.transaction().execute(async (tx) => {
    await sql`lock table audit in exclusive mode`.execute(tx);
    await sql`select max(seq + 0) from audit`.execute(tx);
    const { code, outcome, ...rest } = note();
    await sql`insert into audit (seq, ts, code, outcome, row, hash)
      select max(seq + 0) + 1, now(), ${code}, ${outcome}, ${jsonb(rest)}, ${'e'.repeat(64)} from audit`.execute(
      tx,
    );
  });
}

/** Microseconds for one of `count`. */
async function timed(
  count: number,
  work: (index: number) => Promise<unknown>,
): Promise<number> {
  const begin = performance.now();
  for (let each = 0; each < count; each += 1) await work(each);
  return ((performance.now() - begin) * 1000) / count;
}

const postgres = await startScratchPostgres();
const chained = connectDatabase(await postgres.create('chained'));
const bare = connectDatabase(await postgres.create('bare'));
const bad = connectDatabase(await postgres.create('bad'));
try {
  for (const { db } of [chained, bare, bad]) await migrate(db);
  let seq = 0;
  const plain = () => insertBare(bare.db, (seq += 1));
  const one = () =>
    transact(chained.db, async (journal) => journal.audit(note()));
  const group = () =>
    transact(chained.db, async (journal) => {
      for (let each = 0; each < GROUP; each += 1) journal.audit(note());
      await Promise.resolve();
    });
  await timed(WARM_UP, plain);
  await timed(WARM_UP, one);
  await timed(5, group);
  // As many rows as the others have by the end: a table that is empty flatters whoever reads all of it.
  await sql`insert into audit (seq, ts, code, outcome, row, hash)
    select n, now(), 'x', 'success', '{}', '' from generate_series(1, 20000) as n`.execute(
    bad.db,
  );
  const us = { bare: [0], one: [0], group: [0], bad: [0] };
  for (const values of Object.values(us)) values.length = 0;
  for (let round = 0; round < ROUNDS; round += 1) {
    us.bare.push(await timed(ROWS, plain));
    us.one.push(await timed(ROWS, one));
    us.group.push((await timed(10, group)) / GROUP);
    us.bad.push(await timed(40, () => appendBadly(bad.db)));
  }
  const ratios = (subject: number[]): number[] =>
    subject.map((value, index) => value / (us.bare[index] ?? Number.NaN));
  const toOne = us.group.map(
    (value, index) => value / (us.one[index] ?? Number.NaN),
  );
  const show = (values: number[]): string =>
    `${quantile(values, 0.5).toFixed(0)} µs`;
  await report({
    bench: 'audit-append',
    says: `One audit row, numbered and chained in the transaction of what it is about, against a bare INSERT of the same row in a transaction of its own (${String(ROUNDS)} rounds of ${String(ROWS)} rows, fsync on). Known to be bad: a lock on the table and a search for its end without the index, at 20,000 rows.`,
    figures: [
      { what: 'bare INSERT (control)', value: show(us.bare) },
      {
        what: 'one chained row / bare INSERT',
        value: `${ratioText(ratios(us.one))}, ${show(us.one)}`,
        goal: `≤ ${String(GOAL)}x`,
        isMet: quantile(ratios(us.one), 0.5) <= GOAL,
      },
      {
        what: 'a row of a hundred in one commit / one chained row',
        value: `1/${(1 / quantile(toOne, 0.5)).toFixed(0)}, ${show(us.group)}`,
        goal: '≤ 1/15',
        isMet: quantile(toOne, 0.5) <= GOAL_GROUP,
      },
      {
        what: 'table lock and search (known to be bad) / bare INSERT',
        value: ratioText(ratios(us.bad)),
      },
    ],
  });
} finally {
  await Promise.all([chained, bare, bad].map((each) => each.close()));
  await postgres.stop();
}
