import { auditPage, auditRow } from '@keyward/contract';
import { GENESIS_HASH, hashAuditRow } from '@keyward/database';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { expireChanges } from '../../src/changes/expire-changes.ts';
import { INBOX_ONLY } from '../../src/notifications/channels.ts';
import { createNotices } from '../../src/notifications/notices.ts';
import {
  approve,
  decide,
  endOf,
  newProvider,
  submit,
} from '../support/changes.ts';
import {
  type ConsoleUnderTest,
  startConsoleUnderTest,
} from '../support/console-under-test.ts';
import { holdTask } from '../support/held-task.ts';
import { type Person, problemOf } from '../support/person.ts';
import { waitFor } from '../support/wait-for.ts';

let console: ConsoleUnderTest;
let admin: Person;
let reviewer: Person;
let helpdesk: Person;

beforeAll(async () => {
  console = await startConsoleUnderTest({ estate: ['esx-01', 'ontap-01'] });
  admin = await console.signIn('admin');
  reviewer = await console.signIn('reviewer');
  helpdesk = await console.signIn('helpdesk');
});
afterAll(() => console.stop());

async function rowsAfter(seq: number) {
  const rows = await console.db
    .selectFrom('audit')
    .selectAll()
    .where('seq', '>', seq)
    .orderBy('seq')
    .execute();
  return rows.map((row) => auditRow.parse(row.row));
}

async function head(): Promise<number> {
  const { seq } = await console.db
    .selectFrom('audit')
    .select((query) => query.fn.max('seq').as('seq'))
    .executeTakeFirstOrThrow();
  return seq;
}

/** The codes that `work` left, in order; what is written a moment later is waited for. */
async function codesOf(
  expected: readonly string[],
  work: () => Promise<unknown>,
): Promise<string[]> {
  const before = await head();
  await work();
  return waitFor(`the audit rows ${expected.join(', ')}`, async () => {
    const codes = (await rowsAfter(before)).map((row) => row.code);
    return codes.length >= expected.length && codes;
  });
}

const rejectIt = async (): Promise<void> => {
  await decide(reviewer, 'reject', await submit(admin, newProvider(console)));
};

/** Everything that a person or the console does and that changes something, with the rows that it leaves. */
const MUTATIONS: [string, string[], () => Promise<unknown>][] = [
  ['signing in', ['session.started'], () => console.signIn('lead')],
  [
    'signing out',
    ['session.started', 'session.ended'],
    async () => {
      const person = await console.signIn('lead');
      await person.call('DELETE', '/api/session');
    },
  ],
  [
    'submitting',
    ['change.submitted'],
    () => submit(admin, newProvider(console)),
  ],
  ['rejecting', ['change.submitted', 'change.rejected'], rejectIt],
  [
    'withdrawing',
    ['change.submitted', 'change.withdrawn'],
    async () => {
      const { id } = await submit(admin, newProvider(console));
      await admin.call('POST', `/api/changes/${id}/withdraw`, {});
    },
  ],
  [
    'looking again',
    ['change.submitted', 'change.rechecked'],
    async () => {
      const { id } = await submit(admin, newProvider(console));
      await reviewer.call('POST', `/api/changes/${id}/recheck`, {});
    },
  ],
  [
    'expiring',
    ['change.submitted', 'change.expired'],
    async () => {
      const { id } = await submit(admin, newProvider(console));
      await sql`update change set expires_at = now() where id = ${id}`.execute(
        console.db,
      );
      await expireChanges(console.db, createNotices(INBOX_ONLY));
    },
  ],
  [
    'approving and running',
    ['change.submitted', 'change.approved', 'task.started', 'task.ended'],
    async () => {
      const change = await submit(admin, newProvider(console));
      await endOf(admin, await approve(reviewer, change));
    },
  ],
  [
    'a stale change',
    [
      'change.submitted',
      'change.submitted',
      'change.approved',
      'task.started',
      'task.ended',
      'change.stale',
    ],
    async () => {
      const request = newProvider(console);
      const change = await submit(admin, request);
      await endOf(admin, await approve(reviewer, await submit(admin, request)));
      await reviewer.call('POST', `/api/changes/${change.id}/recheck`, {});
    },
  ],
  [
    'reconciling',
    [
      'change.submitted',
      'change.approved',
      'task.started',
      'task.ended',
      'task.ended',
      'task.reconciled',
    ],
    async () => {
      const change = await submit(
        admin,
        newProvider(console, { provider: 'fail-drop' }),
      );
      const task = await endOf(admin, await approve(reviewer, change));
      await admin.call('POST', `/api/tasks/${task.id}/reconcile`, {
        outcome: 'not_applied',
        comment: 'Looked',
      });
      await console.control('esx-01').reset();
    },
  ],
  [
    'trying again and cancelling',
    [
      'change.submitted',
      'change.approved',
      'task.started',
      'task.retried',
      'task.ended',
    ],
    async () => {
      const held = await holdTask(
        console,
        { requester: admin, approver: reviewer },
        newProvider(console),
      );
      await held.letGo();
      await endOf(admin, held.change);
    },
  ],
  [
    'adding a connection',
    ['connection.added'],
    async () => {
      const entry = console.estate.simulators.find(
        (each) => each.name === 'ontap-01',
      );
      await admin.call('POST', '/api/connections', {
        name: 'second',
        kind: 'ontap',
        host: entry?.host,
        port: entry?.port,
        trust: { mode: 'pin', sha256: entry?.sha256 },
        credential: { username: entry?.username, password: entry?.password },
      });
    },
  ],
  [
    'renaming a connection',
    ['connection.updated'],
    async () => {
      await admin.call(
        'PATCH',
        `/api/connections/${await secondConnection()}`,
        { name: 'third' },
      );
    },
  ],
  [
    'renewing a credential',
    ['connection.credential_renewed'],
    async () => {
      await admin.call(
        'PATCH',
        `/api/connections/${await secondConnection()}`,
        { credential: { username: 'keyward', password: 'another' } },
      );
    },
  ],
  [
    'testing a connection',
    ['connection.tested'],
    async () => {
      await admin.call(
        'POST',
        `/api/connections/${await secondConnection()}/test`,
        {},
      );
    },
  ],
  [
    'removing a connection',
    ['connection.removed'],
    async () => {
      await admin.call(
        'DELETE',
        `/api/connections/${await secondConnection()}`,
      );
    },
  ],
  [
    'exporting',
    ['audit.exported'],
    () => admin.call('GET', '/api/audit/export'),
  ],
  ['a denial', ['access.denied'], () => helpdesk.call('GET', '/api/audit')],
];

async function secondConnection(): Promise<string> {
  const { id } = await console.db
    .selectFrom('connection')
    .select('id')
    .where('name', 'in', ['second', 'third'])
    .executeTakeFirstOrThrow();
  return id;
}

describe('the audit log', () => {
  it.each(MUTATIONS)('has its row for %s', async (_what, expected, work) => {
    expect(await codesOf(expected, work)).toEqual(expected);
  });

  it('says who, from where, on what and with which digest', async () => {
    const before = await head();
    const change = await submit(admin, newProvider(console));
    await decide(reviewer, 'reject', change);
    const [submitted, rejected] = await rowsAfter(before);
    expect(submitted).toMatchObject({
      code: 'change.submitted',
      actor: { iss: 'local', sub: 'admin' },
      personId: admin.id,
      ip: '127.0.0.1',
      object: change.id,
      outcome: 'success',
      changeHash: change.digest,
      detail: change.reference,
    });
    expect(rejected).toMatchObject({
      personId: reviewer.id,
      changeHash: change.digest,
    });
    expect(submitted?.actor?.sidHash).toMatch(/^[0-9a-f]{16}$/);
    expect(submitted?.reqId).toMatch(/^[0-9a-f-]{36}$/);
  });

  it('is read with what its objects are called today, and by their references', async () => {
    const change = await submit(admin, newProvider(console));
    const { body } = await reviewer.call(
      'GET',
      `/api/audit?object=${change.reference.toLowerCase()}`,
    );
    const { items, names, count } = auditPage.parse(body);
    expect(items.map(({ code, object }) => [code, object])).toEqual([
      ['change.submitted', change.id],
    ]);
    expect(names).toEqual({ [change.id]: change.reference });
    expect(count).toEqual({ value: 1, isMore: false });
    const { items: none } = auditPage.parse(
      (await reviewer.call('GET', '/api/audit?object=CHG-999999')).body,
    );
    expect(none).toEqual([]);
  });

  it('is read with the names of connections and people', async () => {
    const { body } = await reviewer.call('GET', '/api/audit?sort=oldest');
    const { names } = auditPage.parse(body);
    expect(Object.values(names)).toEqual(
      expect.arrayContaining(['admin', 'esx-01']),
    );
  });

  it('is one chain without a gap from the first row to the last', async () => {
    const rows = await rowsAfter(0);
    expect(rows.length).toBeGreaterThan(40);
    let previous = GENESIS_HASH;
    for (const [index, { hash, ...body }] of rows.entries()) {
      expect(body.seq).toBe(index + 1);
      expect(body.prevHash).toBe(previous);
      expect(hashAuditRow(body)).toBe(hash);
      previous = hash;
    }
  });

  it('stays one chain when many write at once', async () => {
    const before = await head();
    const changes = await Promise.all(
      Array.from({ length: 15 }, () => submit(admin, newProvider(console))),
    );
    await Promise.all(
      changes.map((change) => decide(reviewer, 'reject', change)),
    );
    const rows = await rowsAfter(before);
    expect(rows).toHaveLength(30);
    const linked = rows
      .slice(1)
      .every((row, index) => row.prevHash === rows[index]?.hash);
    expect(linked).toBe(true);
  });

  it('is read page by page by those who may', async () => {
    const answer = await reviewer.call('GET', '/api/audit?limit=3');
    const { items, nextCursor } = auditPage.parse(answer.body);
    expect(items).toHaveLength(3);
    const next = await reviewer.call(
      'GET',
      `/api/audit?limit=3&cursor=${nextCursor ?? ''}`,
    );
    expect(auditPage.parse(next.body).items[0]?.seq).toBe(
      (items[2]?.seq ?? 0) - 1,
    );
    expect(problemOf(await helpdesk.call('GET', '/api/audit')).code).toBe(
      'forbidden',
    );
  });
});
