import { ONTAP_KEY_MANAGERS } from '@keyward/simulators';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import {
  approve,
  decide,
  endOf,
  look,
  newProvider,
  submit,
  trySubmit,
} from '../support/changes.ts';
import {
  type ConsoleUnderTest,
  startConsoleUnderTest,
} from '../support/console-under-test.ts';
import { type Person, problemOf } from '../support/person.ts';

let console: ConsoleUnderTest;
let admin: Person;
let reviewer: Person;

beforeAll(async () => {
  console = await startConsoleUnderTest({ estate: ['esx-01', 'ontap-01'] });
  admin = await console.signIn('admin');
  reviewer = await console.signIn('reviewer');
});
afterAll(() => console.stop());

describe('a mutation whose audit row cannot be written', () => {
  /** As long as the table refuses rows, nothing that needs one may happen. */
  async function withoutAudit<T>(work: () => Promise<T>): Promise<T> {
    await sql`alter table audit add constraint nothing_more check (seq < 0) not valid`.execute(
      console.db,
    );
    try {
      return await work();
    } finally {
      await sql`alter table audit drop constraint nothing_more`.execute(
        console.db,
      );
    }
  }

  it('does not happen: submitting', async () => {
    const request = newProvider(console);
    const answer = await withoutAudit(() => trySubmit(admin, request));
    expect(problemOf(answer)).toMatchObject({
      code: 'audit_unavailable',
      status: 503,
    });
    const { rows } = await sql`
      select id from change where input->>'provider' = ${String(request.input['provider'])}`.execute(
      console.db,
    );
    expect(rows).toEqual([]);
    expect((await trySubmit(admin, request)).status).toBe(201);
  });

  it('does not happen: approving', async () => {
    const change = await submit(admin, newProvider(console));
    const answer = await withoutAudit(() =>
      decide(reviewer, 'approve', change),
    );
    expect(problemOf(answer).code).toBe('audit_unavailable');
    expect(await look(admin, change.id)).toMatchObject({
      state: 'pending',
      decisions: [],
      taskId: null,
    });
    expect(await look(admin, change.id)).toMatchObject({
      history: [expect.anything()],
    });
    expect((await endOf(admin, await approve(reviewer, change))).state).toBe(
      'succeeded',
    );
  });

  it('does not happen: withdrawing, rejecting, signing out, changing a connection', async () => {
    const change = await submit(admin, newProvider(console));
    const connection = console.connectionId('ontap-01');
    const codes = await withoutAudit(async () => {
      const answers = [
        await admin.call('POST', `/api/changes/${change.id}/withdraw`, {}),
        await decide(reviewer, 'reject', change),
        await admin.call('PATCH', `/api/connections/${connection}`, {
          name: 'renamed',
        }),
        await admin.call('DELETE', '/api/session'),
        await admin.call('GET', '/api/audit/export'),
      ];
      return answers.map((each) => problemOf(each).code);
    });
    expect(new Set(codes)).toEqual(new Set(['audit_unavailable']));
    expect((await look(admin, change.id)).state).toBe('pending');
    const names = (await admin.call('GET', '/api/connections')).text;
    expect(names).not.toContain('renamed');
  });

  it('does not stop reading', async () => {
    const statuses = await withoutAudit(async () => {
      const answers = await Promise.all(
        ['/api/changes', '/api/tasks', '/api/audit', '/api/connections'].map(
          (path) => admin.call('GET', path),
        ),
      );
      return answers.map((each) => each.status);
    });
    expect(statuses).toEqual([200, 200, 200, 200]);
  });

  it('sends nothing to a target', async () => {
    const change = await submit(admin, {
      operation: 'ontap.add-key-servers',
      connectionId: console.connectionId('ontap-01'),
      input: {
        keyManager: ONTAP_KEY_MANAGERS.finance,
        servers: [{ server: 'kms-q.corp.example' }],
      },
      reason: 'One more',
    });
    await withoutAudit(() => decide(reviewer, 'approve', change));
    expect(await console.control('ontap-01').effects()).toEqual([]);
  });
});
