import { auditRow } from '@keyward/contract';
import { connectDatabase, type DatabaseHandle } from '@keyward/database';
import {
  createTestDatabase,
  NEWEST_SCHEMA,
  type TestDatabase,
} from '@keyward/database/test-database';
import { isFullScale, tellFigure } from '@keyward/database/test-figures';
import {
  makeCertificate,
  type TestCertificate,
} from '@keyward/upstream-http/test-certificates';
import { sql } from 'kysely';
import { appendFile, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';

import type { AuditSink } from '../../src/audit-sinks/audit-sink.ts';
import { createFileSink } from '../../src/audit-sinks/file-sink.ts';
import { createHttpsSink } from '../../src/audit-sinks/https-sink.ts';
import {
  advance,
  ensureCursor,
  takeLease,
} from '../../src/audit-sinks/sink-cursor.ts';
import { readStandings } from '../../src/audit-sinks/sink-standing.ts';
import { startAuditSinks } from '../../src/audit-sinks/sink-worker.ts';
import { createSyslogSink } from '../../src/audit-sinks/syslog-sink.ts';
import { writeAudit } from '../audit/write-audit.ts';
import { waitFor } from '../support/wait-for.ts';
import {
  type HttpsReceiver,
  openHttpsReceiver,
  openSyslogReceiver,
  type SyslogReceiver,
} from './receivers.ts';

const ROWS = isFullScale ? 10_000 : 1_200;
const LOG = pino({ level: 'silent' });

let certificate: TestCertificate;
let testDatabase: TestDatabase;
let database: DatabaseHandle;
let folder: string;
const undo: (() => Promise<unknown>)[] = [];

beforeAll(async () => {
  certificate = await makeCertificate({ ipAddresses: ['127.0.0.1'] });
});
beforeEach(async () => {
  testDatabase = await createTestDatabase(NEWEST_SCHEMA);
  database = connectDatabase(testDatabase.url);
  folder = await mkdtemp(join(tmpdir(), 'keyward-sinks-'));
});
afterEach(async () => {
  for (const each of undo.splice(0).reverse()) await each();
  await database.close();
  await testDatabase.drop();
  await rm(folder, { recursive: true, force: true });
});

/** A replica that sends to these sinks. */
function follow(
  sinks: AuditSink[],
  owner = 'this replica',
): () => Promise<void> {
  const stop = startAuditSinks({
    db: database.db,
    log: LOG,
    sinks,
    owner,
    lookMs: 20,
  });
  undo.push(stop);
  return stop;
}

async function https(): Promise<{
  receiver: HttpsReceiver;
  sink: () => AuditSink;
}> {
  const receiver = await openHttpsReceiver(certificate);
  undo.push(() => receiver.close());
  const authorizationFile = join(folder, 'authorization');
  await writeFile(authorizationFile, 'Bearer of the test\n', { mode: 0o600 });
  return {
    receiver,
    sink: () =>
      createHttpsSink({
        type: 'https',
        name: 'siem',
        url: new URL(`https://127.0.0.1:${String(receiver.port)}/audit`),
        authorizationFile,
        secretFile: null,
        ca: certificate.pem,
        cert: null,
        key: null,
      }),
  };
}

async function syslog(
  mostMs?: number,
): Promise<{ receiver: SyslogReceiver; sink: AuditSink }> {
  const receiver = await openSyslogReceiver(certificate);
  undo.push(() => receiver.close());
  const { port } = receiver;
  const sink = createSyslogSink(
    {
      type: 'syslog',
      name: 'logs',
      host: '127.0.0.1',
      port,
      ca: certificate.pem,
      cert: null,
      key: null,
    },
    mostMs,
  );
  return { receiver, sink };
}

const numbers = (from: number, to: number): number[] =>
  Array.from({ length: to - from + 1 }, (_, index) => from + index);

async function hashes(): Promise<string[]> {
  const rows = await database.db
    .selectFrom('audit')
    .select('hash')
    .orderBy('seq')
    .execute();
  return rows.map(({ hash }) => hash);
}

async function cursorOf(name: string) {
  return database.db
    .selectFrom('audit_sink')
    .selectAll()
    .where('name', '=', name)
    .executeTakeFirst();
}

/** The pause between tries is over. */
async function tryAgainNow(): Promise<void> {
  await database.db.updateTable('audit_sink').set({ due_at: null }).execute();
}

const reaches = (name: string, seq: number) =>
  waitFor(
    `${name} to have ${String(seq)} rows`,
    async () => (await cursorOf(name))?.after_seq === seq,
    60_000,
  );

const fails = (name: string) =>
  waitFor(
    `${name} to fail`,
    async () => (await cursorOf(name))?.problem ?? null,
  );

describe('a receiver of the audit log', () => {
  it('that was away gets every row once and in order, and holds nothing up', async () => {
    const { receiver, sink } = await https();
    await writeAudit(database.db, 3);
    follow([sink()]);
    await reaches('siem', 3);
    await receiver.goAway();

    let slowestMs = 0;
    for (let written = 0; written < ROWS; written += 100) {
      const begin = performance.now();
      await writeAudit(database.db, 100);
      slowestMs = Math.max(slowestMs, performance.now() - begin);
    }
    expect(await fails('siem')).toBe('ECONNREFUSED');
    const standing = await readStandings(database.db, [sink()]);
    expect(standing).toMatchObject([
      { name: 'siem', behind: ROWS, problem: 'ECONNREFUSED' },
    ]);

    await receiver.comeBack();
    await tryAgainNow();
    await reaches('siem', ROWS + 3);
    const seqs = receiver.rows.map(({ seq }) => seq);
    expect(seqs).toEqual(numbers(1, ROWS + 3));
    expect(receiver.rows.map(({ hash }) => hash)).toEqual(await hashes());
    expect(receiver.batches[0]).toEqual({
      first: '1',
      last: '3',
      authorization: 'Bearer of the test',
    });
    expect(await cursorOf('siem')).toMatchObject({
      problem: null,
      failing_since: null,
      tries: 0,
    });
    const got = new Set(seqs).size - 3;
    tellFigure('F37 rows that a receiver got that was away', got, {
      of: ROWS,
      least: ROWS,
    });
    tellFigure('F37 rows that came twice', seqs.length - 3 - got, { most: 0 });
    tellFigure(
      'F37 slowest hundred rows meanwhile, ms',
      Math.round(slowestMs),
      {
        most: 2_000,
      },
    );
  });

  it('whose acknowledgement was lost gets the same rows under the same numbers', async () => {
    const { receiver, sink } = await https();
    await writeAudit(database.db, 40);
    receiver.behave((response) => response.socket?.destroy(), true);
    follow([sink()]);
    await fails('siem');
    expect(receiver.batches).toHaveLength(1);
    receiver.behave(null);
    await tryAgainNow();
    await reaches('siem', 40);
    expect(receiver.batches.map(({ first, last }) => [first, last])).toEqual([
      ['1', '40'],
      ['1', '40'],
    ]);
    const [before, after] = [
      receiver.rows.slice(0, 40),
      receiver.rows.slice(40),
    ];
    expect(after).toEqual(before);
  });

  it.each([301, 400, 413, 500, 503])(
    'that answers %i has acknowledged nothing',
    async (status) => {
      const { receiver, sink } = await https();
      await writeAudit(database.db, 2);
      receiver.behave((response) => {
        response.writeHead(status, { location: '/elsewhere' }).end();
      });
      follow([sink()]);
      expect(await fails('siem')).toBe(`HTTP ${String(status)}`);
      expect(await cursorOf('siem')).toMatchObject({ after_seq: 0 });
    },
  );

  it('is sent to by one replica at a time, and by another when that one is gone', async () => {
    const { receiver, sink } = await https();
    await ensureCursor(database.db, sink());
    expect(await takeLease(database.db, sink(), 'a dead replica')).toBe(0);
    await writeAudit(database.db, 5);
    const stop = follow([sink()], 'one');
    follow([sink()], 'two');
    await writeAudit(database.db, 5);
    expect(receiver.rows).toEqual([]);
    await sql`update audit_sink set lease_until = clock_timestamp()`.execute(
      database.db,
    );
    await reaches('siem', 10);
    await stop();
    await writeAudit(database.db, 600);
    await reaches('siem', 610);
    expect(receiver.rows.map(({ seq }) => seq)).toEqual(numbers(1, 610));
  });

  it('is not moved on by a replica that was paused while it sent', async () => {
    const { sink } = await https();
    const [db, siem] = [database.db, sink()];
    await ensureCursor(db, siem);
    await writeAudit(db, 10);
    expect(await takeLease(db, siem, 'paused')).toBe(0);
    await sql`update audit_sink set lease_until = clock_timestamp()`.execute(
      db,
    );
    expect(await takeLease(db, siem, 'next')).toBe(0);
    expect(await advance(db, siem, 'paused', 0, 10)).toBe(false);
    expect(await cursorOf('siem')).toMatchObject({ after_seq: 0 });
    expect(await advance(db, siem, 'next', 0, 4)).toBe(true);
    await siem.close();
  });
});

describe('a syslog receiver', () => {
  it('gets each row as one message with its number and hash', async () => {
    const { receiver, sink } = await syslog();
    await writeAudit(database.db, 2, { detail: 'ü\n<13>1 forged' });
    await writeAudit(database.db, 1, {
      code: 'access.denied',
      outcome: 'denied',
    });
    follow([sink]);
    await reaches('logs', 3);
    const [first = '', , third = ''] = receiver.messages;
    const [hash = ''] = await hashes();
    expect(receiver.messages).toHaveLength(3);
    expect(first).toMatch(
      /^<109>1 \d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z \S+ keyward - session\.started \[keyward@32473 seq="1" hash="[0-9a-f]{64}"\] \{/,
    );
    expect(first).toContain(`hash="${hash}"`);
    expect(first).not.toMatch(/[\p{Cc}]/u);
    expect(third).toMatch(/^<108>1 .* access\.denied \[keyward@32473 seq="3"/);
  });

  it.each([
    [
      'breaks off in the middle',
      (socket: { destroy(): unknown }) => void socket.destroy(),
    ],
    ['never ends', () => undefined],
  ])('that %s has taken nothing', async (_what, meet) => {
    const { receiver, sink } = await syslog(400);
    receiver.behave(meet);
    await writeAudit(database.db, 500, { detail: 'x'.repeat(250) });
    follow([sink]);
    await fails('logs');
    expect(await cursorOf('logs')).toMatchObject({ after_seq: 0 });
    receiver.behave(null);
    await tryAgainNow();
    await reaches('logs', 500);
    expect(receiver.messages).toHaveLength(500);
  });

  it('with a certificate of somebody else gets nothing', async () => {
    const receiver = await openSyslogReceiver(
      await makeCertificate({ ipAddresses: ['127.0.0.1'] }),
    );
    undo.push(() => receiver.close());
    await writeAudit(database.db, 1);
    follow([
      createSyslogSink({
        type: 'syslog',
        name: 'logs',
        host: '127.0.0.1',
        port: receiver.port,
        ca: certificate.pem,
        cert: null,
        key: null,
      }),
    ]);
    expect(await fails('logs')).toMatch(/CERT|SIGNATURE/);
    expect(receiver.messages).toEqual([]);
  });
});

describe('a file of the audit log', () => {
  const sink = () =>
    createFileSink({ name: 'copy', path: join(folder, 'audit.ndjson') });
  const seqsInFile = async (): Promise<number[]> =>
    (await readFile(join(folder, 'audit.ndjson'), 'utf8'))
      .trimEnd()
      .split('\n')
      .map((line) => auditRow.parse(JSON.parse(line)).seq);

  it('has no row twice and no half one after a kill between writing and remembering', async () => {
    await writeAudit(database.db, 30);
    const stop = follow([sink()]);
    await reaches(sink().cursor, 30);
    await stop();
    // As a kill leaves it: the cursor behind the file, and half a line at its end.
    await database.db
      .updateTable('audit_sink')
      .set({ after_seq: 12 })
      .execute();
    await appendFile(join(folder, 'audit.ndjson'), '{"v":1,"seq":31,"ts":"20');
    await writeAudit(database.db, 4);
    follow([sink()]);
    await reaches(sink().cursor, 34);
    expect(await seqsInFile()).toEqual(numbers(1, 34));
  });

  it('goes on with the rows of a restored log, whatever numbers it has seen', async () => {
    await writeAudit(database.db, 10);
    const stop = follow([sink()]);
    await reaches(sink().cursor, 10);
    await stop();
    // As a restore leaves it: an older log, an older cursor, and other rows from there on.
    await sql`delete from audit where seq > 6`.execute(database.db);
    await database.db.updateTable('audit_sink').set({ after_seq: 6 }).execute();
    await writeAudit(database.db, 5, { code: 'audit.restore_acknowledged' });
    follow([sink()]);
    await reaches(sink().cursor, 11);
    expect(await seqsInFile()).toEqual([...numbers(1, 10), ...numbers(7, 11)]);
  });

  it('that cannot be written fails alone', async () => {
    const { receiver, sink: siem } = await https();
    const lost = createFileSink({
      name: 'lost',
      path: join(folder, 'no', 'where'),
    });
    await writeAudit(database.db, 5);
    follow([lost, siem()]);
    expect(await fails(lost.cursor)).toBe('ENOENT');
    await reaches('siem', 5);
    expect(receiver.rows).toHaveLength(5);
  });
});
