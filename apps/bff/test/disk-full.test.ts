import { type RouteContract, type RouteName, ROUTES } from '@keyward/contract';
import { tellFigure } from '@keyward/database/test-figures';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import {
  approve,
  endOf,
  newKey,
  newProvider,
  submit,
} from './support/changes.ts';
import {
  type ConsoleUnderTest,
  DEMO_PASSWORD,
  startConsoleUnderTest,
} from './support/console-under-test.ts';
import { databaseFingerprint } from './support/database-fingerprint.ts';
import { callAs, type Person, problemOf } from './support/person.ts';
import { ROUTE_NAMES, samplePath, SAMPLES } from './support/route-samples.ts';

let console: ConsoleUnderTest;
let admin: Person;
let reviewer: Person;

beforeAll(async () => {
  console = await startConsoleUnderTest({ estate: ['esx-01'] });
  admin = await console.person('security_admin');
  reviewer = await console.person('reviewer');
});
afterAll(() => console.stop());

async function tables(): Promise<string[]> {
  const { rows } = await sql<{ name: string }>`
    select quote_ident(tablename) as name from pg_tables where schemaname = 'public'`.execute(
    console.db,
  );
  return rows.map(({ name }) => name);
}

/** What PostgreSQL says when its disk is full, on every write to every table of ours. */
async function fillDisk(): Promise<void> {
  await sql`create or replace function disk_full() returns trigger language plpgsql as $$
    begin raise exception 'could not extend file: No space left on device' using errcode = '53100'; end $$`.execute(
    console.db,
  );
  for (const table of await tables()) {
    await sql`create trigger disk_full before insert or update or delete on ${sql.raw(table)}
      for each row execute function disk_full()`.execute(console.db);
  }
}

async function freeDisk(): Promise<void> {
  for (const table of await tables()) {
    await sql`drop trigger if exists disk_full on ${sql.raw(table)}`.execute(
      console.db,
    );
  }
}

describe('while the disk of the database is full', () => {
  it('nothing is changed or sent, everything can be read, and it is over by itself', async () => {
    const change = await submit(admin, newProvider(console));
    const before = await databaseFingerprint(console.db);
    // Reading would note when a session was last seen, if it could.
    await sql`update session set last_seen_at = now() - interval '2 minutes'`.execute(
      console.db,
    );
    await fillDisk();

    const mutations = {
      submit: await admin.call(
        'POST',
        '/api/changes',
        newProvider(console),
        newKey(),
      ),
      withdraw: await admin.call(
        'POST',
        `/api/changes/${change.id}/withdraw`,
        {},
      ),
      approve: await reviewer.call(
        'POST',
        `/api/changes/${change.id}/approve`,
        {
          digest: change.digest,
        },
      ),
      reject: await reviewer.call('POST', `/api/changes/${change.id}/reject`, {
        digest: change.digest,
        comment: 'No',
      }),
      rename: await admin.call(
        'PATCH',
        `/api/connections/${console.connectionId('esx-01')}`,
        { name: 'renamed' },
      ),
      remove: await admin.call(
        'DELETE',
        `/api/connections/${console.connectionId('esx-01')}`,
      ),
      invite: await admin.call('POST', '/api/people', {
        username: 'eve',
        displayName: 'Eve',
      }),
      'sign out': await admin.call('DELETE', '/api/session'),
      'sign in': await callAs(console, null, 'POST', '/api/session', {
        username: admin.username,
        password: DEMO_PASSWORD,
      }),
      export: await admin.call('GET', '/api/audit/export'),
    };
    const problems = Object.entries(mutations).map(([name, answer]) => {
      const { code, retryAfterSeconds = 0 } = problemOf(answer);
      return [name, code, retryAfterSeconds > 0];
    });
    // What is in use is in use, full disk or not.
    expect(problems.filter(([, code]) => code !== 'in_use')).toEqual(
      Object.keys(mutations)
        .filter((name) => name !== 'remove')
        .map((name) => [name, 'audit_unavailable', true]),
    );

    tellFigure(
      'F20 kinds of change refused on a full disk',
      problems.filter(([, , isLater]) => isLater).length,
      { least: 9 },
    );

    const reads = ROUTE_NAMES.filter((name) => isPlainRead(name));
    const statuses = await Promise.all(
      reads.map(async (name) => {
        const path = samplePath(name, { change: change.id });
        const { status } = await admin.call('GET', path);
        return `${name} ${String(status)}`;
      }),
    );
    expect(reads.length).toBeGreaterThan(10);
    expect(statuses).toEqual(
      reads.map((name) => `${name} ${String(SAMPLES[name].passed)}`),
    );
    expect(await console.control('esx-01').effects()).toEqual([]);

    await freeDisk();
    expect(await databaseFingerprint(console.db)).toBe(before);
    const done = await approve(reviewer, change);
    expect((await endOf(admin, done)).state).toBe('succeeded');
    expect(await console.control('esx-01').effects()).toHaveLength(1);
  });
});

/** Reads without an id of their own, and the change's; what leaves the audit log is written down. */
function isPlainRead(name: RouteName): boolean {
  const { method, path, access }: RouteContract = ROUTES[name];
  const special: RouteName[] = [
    'exportAudit',
    'auditCheckpoint',
    'startOidc',
    'finishOidc',
  ];
  return (
    method === 'GET' &&
    access !== 'people:manage' &&
    !special.includes(name) &&
    (!path.includes(':') || name === 'getChange' || name === 'reviewPage')
  );
}
