import { auditQuery, auditRow, type AuditRow } from '@keyward/contract';
import {
  connectDatabase,
  type DatabaseHandle,
  hashAuditRow,
} from '@keyward/database';
import {
  createTestDatabase,
  NEWEST_SCHEMA,
  type TestDatabase,
} from '@keyward/database/test-database';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { exportAudit } from '../../src/audit/export-audit.ts';
import { listAudit } from '../../src/audit/list-audit.ts';
import { createOneExportEach } from '../../src/audit/one-export-each.ts';
import { Refusal } from '../../src/http/refusal.ts';
import { makeCaller } from '../live/make-caller.ts';
import { writeAudit } from './write-audit.ts';

let testDatabase: TestDatabase;
let database: DatabaseHandle;

beforeEach(async () => {
  testDatabase = await createTestDatabase(NEWEST_SCHEMA);
  database = connectDatabase(testDatabase.url);
});
afterEach(async () => {
  await database.close();
  await testDatabase.drop();
});

const ORIGIN = { requestId: 'request-1', ip: '127.0.0.1' };

function list(query: Record<string, string | number> = {}) {
  return listAudit(database.db, auditQuery.parse(query));
}

const seqs = (rows: readonly AuditRow[]) => rows.map((row) => row.seq);

describe('the audit list', () => {
  it('shows the newest first and leads through every row once', async () => {
    await writeAudit(database.db, 25);
    const seen: number[] = [];
    let cursor: string | undefined;
    do {
      const page = await list({
        limit: 10,
        ...(cursor === undefined ? {} : { cursor }),
      });
      seen.push(...seqs(page.items));
      cursor = page.nextCursor ?? undefined;
      // Rows that arrive meanwhile belong to no later page.
      await writeAudit(database.db, 1);
    } while (cursor !== undefined);
    expect(seen).toEqual(Array.from({ length: 25 }, (_, index) => 25 - index));
  });

  it('has no next page when the rows fill the page exactly', async () => {
    await writeAudit(database.db, 10);
    const page = await list({ limit: 10 });
    expect(page.items).toHaveLength(10);
    expect(page.nextCursor).toBeNull();
  });

  it('filters by every member it offers', async () => {
    await writeAudit(database.db, 3);
    await writeAudit(database.db, 2, {
      code: 'access.denied',
      personId: 'ada',
      object: 'thing',
      outcome: 'denied',
    });
    expect(seqs((await list({ code: 'access.denied' })).items)).toEqual([5, 4]);
    expect(seqs((await list({ personId: 'ada' })).items)).toEqual([5, 4]);
    expect(seqs((await list({ object: 'thing' })).items)).toEqual([5, 4]);
    expect(seqs((await list({ outcome: 'success' })).items)).toEqual([3, 2, 1]);
    expect((await list({ code: 'nothing' })).items).toEqual([]);
  });

  it('filters by time, also where the clock was set back', async () => {
    await writeAudit(database.db, 4);
    const times = [
      '2026-03-01T10:00:00.000Z',
      '2026-03-01T12:00:00.000Z',
      '2026-03-01T11:30:00.000Z',
      '2026-03-01T14:00:00.000Z',
    ];
    for (const [index, ts] of times.entries()) {
      await database.db
        .updateTable('audit')
        .set({ ts: new Date(ts) })
        .where('seq', '=', index + 1)
        .execute();
    }
    const between = await list({
      from: '2026-03-01T11:00:00Z',
      to: '2026-03-01T12:00:00Z',
    });
    expect(seqs(between.items)).toEqual([3, 2]);
    const from = await list({ from: '2026-03-01T11:45:00Z' });
    expect(seqs(from.items)).toEqual([4, 2]);
    expect((await list({ from: '2027-01-01T00:00:00Z' })).items).toEqual([]);
    expect((await list({ to: '2025-01-01T00:00:00Z' })).items).toEqual([]);
  });

  it('refuses the cursor of another filter', async () => {
    await writeAudit(database.db, 3);
    const { nextCursor } = await list({ limit: 1 });
    const refusal = await list({
      limit: 1,
      code: 'access.denied',
      cursor: nextCursor ?? '',
    }).catch((error: unknown) => error);
    expect(refusal).toBeInstanceOf(Refusal);
    expect(refusal).toMatchObject({ code: 'invalid_cursor' });
  });
});

describe('the audit export', () => {
  async function take(format: 'ndjson' | 'csv', filters = {}) {
    const file = await exportAudit(
      database.db,
      format,
      filters,
      makeCaller(),
      ORIGIN,
    );
    const chunks: string[] = [];
    for await (const chunk of file.content) chunks.push(chunk);
    return { ...file, chunks, text: chunks.join('') };
  }

  it('is itself the newest row, written before the first leaves', async () => {
    await writeAudit(database.db, 2);
    const caller = makeCaller();
    await exportAudit(
      database.db,
      'csv',
      { outcome: 'denied' },
      caller,
      ORIGIN,
    );
    const { items } = await list();
    expect(items[0]).toMatchObject({
      seq: 3,
      code: 'audit.exported',
      personId: caller.person.id,
      detail: 'csv, outcome denied',
    });
  });

  it('holds every row as a line of JSON that still proves its hash', async () => {
    await writeAudit(database.db, 1_203, {
      detail: 'a\n{"code":"fake"}\u001b[2J',
    });
    const { text, chunks, type, fileName } = await take('ndjson');
    const rows = text
      .trimEnd()
      .split('\n')
      .map((line) => auditRow.parse(JSON.parse(line)));
    expect(seqs(rows)).toEqual(
      Array.from({ length: 1_204 }, (_, index) => 1_204 - index),
    );
    expect(rows.every(({ hash, ...body }) => hashAuditRow(body) === hash)).toBe(
      true,
    );
    expect(chunks).toHaveLength(3);
    expect(type).toBe('application/x-ndjson; charset=utf-8');
    expect(fileName).toMatch(/^keyward-audit-\d{8}T\d{6}Z\.ndjson$/);
  });

  it('has one line for each event, whatever somebody is called', async () => {
    const names = [
      '=cmd|" /C calc"!A0',
      '@SUM(1+1)*cmd|"/C calc"!A0',
      'x\r\n{"code":"person.created","outcome":"success"}',
      '\u001b[2J\u001b[1;1H',
      '\u009b2J',
      'a\u2028b\u2029c\u0085d',
      '\u202egnp.exe',
    ];
    for (const name of names) {
      await writeAudit(database.db, 1, {
        code: 'person.invited',
        object: name,
        action: name,
        actor: { iss: name, sub: name, sidHash: name },
      });
    }
    const csv = await take('csv', { code: 'person.invited' });
    const lines = csv.text.split(/\r\n/).slice(1, -1);
    expect(lines).toHaveLength(names.length);
    const ndjson = await take('ndjson', { code: 'person.invited' });
    const rows = ndjson.text.trimEnd().split(/\n/);
    expect(rows).toHaveLength(names.length);
    for (const line of [...lines, ...rows]) {
      expect(line).not.toMatch(/[\p{Cc}\p{Cf}\u2028\u2029]/u);
    }
    for (const cell of lines.join(',').split(',')) {
      expect(cell).not.toMatch(/^"?\s*[=+@]/);
    }
    expect(rows.map((row) => auditRow.parse(JSON.parse(row)).object)).toEqual(
      names.toReversed(),
    );
  });

  it('holds the same rows as CSV that opens inert', async () => {
    await writeAudit(database.db, 1, {
      code: 'person.created',
      detail: '=HYPERLINK("https://evil.example","x")',
      object: '+1',
    });
    const { text } = await take('csv', { code: 'person.created' });
    const [heading, first, end] = text.split('\r\n');
    expect(heading).toMatch(/^seq,ts,code,outcome,action,object,/);
    expect(first).toContain(`"'=HYPERLINK(""https://evil.example"",""x"")"`);
    expect(first).toContain(",'+1,");
    expect(end).toBe('');
  });

  it('runs once per person at a time', () => {
    const exports = createOneExportEach();
    const first = new AbortController();
    exports.begin('ada', first.signal);
    expect(() => exports.begin('ada', new AbortController().signal)).toThrow(
      'rate_limited',
    );
    exports.begin('rune', new AbortController().signal);
    first.abort();
    expect(() =>
      exports.begin('ada', new AbortController().signal),
    ).not.toThrow();
  });
});
