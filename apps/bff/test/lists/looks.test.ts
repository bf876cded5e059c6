import {
  auditQuery,
  changesQuery,
  permissionsOf,
  searchQuery,
  tasksQuery,
} from '@keyward/contract';
import {
  createTestDatabase,
  NEWEST_SCHEMA,
  type TestDatabase,
} from '@keyward/database/test-database';
import { isFullScale } from '@keyward/database/test-figures';
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { listAudit } from '../../src/audit/list-audit.ts';
import { listChanges } from '../../src/changes/list-changes.ts';
import { search } from '../../src/search/search.ts';
import { readStatus } from '../../src/status/read-status.ts';
import { ensurePolicy } from '../../src/policy/policy-in-force.ts';
import { listTasks } from '../../src/tasks/list-tasks.ts';
import { makeCaller } from '../live/make-caller.ts';
import { fillAudit, fillLists, type LargeLists } from './large-lists.ts';
import { lookedAt, watchedDatabase } from './looked-at.ts';

const ROWS = isFullScale ? 100_000 : 3_000;
const AUDIT_ROWS = isFullScale ? 200_000 : 10_000;
/** A page of fifty, once for each of several values, and as much again to be sure. */
const MOST = 1_000;
const NOTHING = randomUUID();
const NOTHING_READ = { held: () => [] };

let testDatabase: TestDatabase;
let database: ReturnType<typeof watchedDatabase>;
let lists: LargeLists;

beforeAll(async () => {
  testDatabase = await createTestDatabase(NEWEST_SCHEMA);
  database = watchedDatabase(testDatabase.url);
  await ensurePolicy(database.db, 'demo');
  lists = await fillLists(database.db, ROWS);
  await fillAudit(database.db, AUDIT_ROWS);
}, 600_000);
afterAll(async () => {
  await database.close();
  await testDatabase.drop();
});

type Query = Record<string, string>;

/** Every filter that finds much, little and nothing, and some together. */
function filtersOf(kind: 'change' | 'task'): Query[] {
  return [
    {},
    { state: 'succeeded' },
    { state: 'cancelled' },
    { state: 'outcome_unknown' },
    { state: 'cancelled,outcome_unknown' },
    { state: 'failed,outcome_unknown,cancelled' },
    { operation: 'esx.create-native-provider' },
    { operation: 'vcenter.configure-cluster-kms-service' },
    {
      operation: 'vcenter.configure-cluster-kms-service,console.update-policy',
    },
    { connectionId: lists.connection },
    { connectionId: lists.oldConnection },
    { connectionId: NOTHING },
    { ticket: 'INC-7' },
    { ticket: 'INC-none' },
    { host: 'esx-8.lab.example' },
    { host: 'nowhere.example' },
    { q: 'target' },
    { q: 'nowhere at all' },
    { q: 'esx-8.lab' },
    { q: 'zq' },
    { q: kind === 'change' ? 'CHG-1042' : 'TSK-1042' },
    { state: 'outcome_unknown', connectionId: lists.connection },
    {
      state: 'failed,succeeded',
      operation: 'vcenter.configure-cluster-kms-service',
    },
    { requester: 'person-0' },
    { requester: 'nobody' },
    ...(kind === 'change'
      ? [{ awaiting: 'me' }, { concerns: 'me' }]
      : [
          { endedFrom: ago(1) },
          { endedFrom: ago(10_000) },
          { endedFrom: ago(0) },
          { state: 'failed', endedFrom: ago(1) },
          { state: 'failed', endedFrom: ago(10_000) },
          { state: 'failed,cancelled', endedFrom: ago(1) },
          { state: 'succeeded', endedFrom: ago(10_000) },
        ]),
  ];
}

function ago(hours: number): string {
  return new Date(Date.now() - hours * 3_600_000).toISOString();
}

/** What a list looked at for its first page: the one query that reads the whole rows. */
async function looks(
  what: string,
  tables: readonly string[],
  ask: () => Promise<unknown>,
): Promise<{ what: string; rows: number; isWhole: boolean }> {
  database.sent.length = 0;
  await ask();
  const page = database.sent.find(({ sql }) =>
    tables.some((table) => sql.includes(`from "${table}"`)),
  );
  if (page === undefined) throw new Error('Nothing was asked.');
  return { what, ...(await lookedAt(database.db, page, tables)) };
}

/** What each statement of a question looked at. */
async function looksOfEach(
  what: string,
  ask: () => Promise<unknown>,
): Promise<Awaited<ReturnType<typeof looks>>[]> {
  database.sent.length = 0;
  await ask();
  const tables = ['change', 'task', 'change_certificate', 'event'];
  const found = [];
  for (const statement of [...database.sent]) {
    const { rows, isWhole } = await lookedAt(database.db, statement, tables);
    found.push({
      what: `${what}: ${statement.sql.slice(0, 60)}`,
      rows,
      isWhole,
    });
  }
  return found;
}

const SEARCHED = [
  'CHG-1042',
  'tsk 1042',
  '10',
  '1',
  'INC-7',
  'inc',
  'INC-none',
  'target-3',
  'target',
  'esx-3.lab.example',
  'esx',
  'lab.example',
  'person-4',
  'Person 4',
  'provider-',
  'zq',
  'a',
  'abcd',
  'ab:cd:ef:01',
  'nowhere at all',
  'f'.repeat(64),
  'nothing-of-this-name.in-this-lab.example:5696',
  'long '.repeat(40),
  NOTHING,
];

function tooMuch(found: Awaited<ReturnType<typeof looks>>[]): string[] {
  return found
    .filter(({ rows, isWhole }) => rows > MOST || isWhole)
    .map(
      ({ what, rows, isWhole }) =>
        `${what}: ${String(rows)} rows${isWhole ? ', the whole table' : ''}`,
    );
}

describe('the first page of a large list looks at a bounded number of rows', () => {
  it('whichever filters and order of changes are chosen', async () => {
    const found = [];
    for (const role of ['reviewer', 'helpdesk'] as const) {
      const caller = makeCaller(role);
      for (const sort of ['newest', 'oldest', 'deadline']) {
        for (const filters of filtersOf('change')) {
          const query = changesQuery.parse({ ...filters, sort });
          found.push(
            await looks(
              `${role} ${JSON.stringify({ ...filters, sort })}`,
              ['change'],
              () => listChanges(database.db, query, caller),
            ),
          );
        }
      }
    }
    expect(tooMuch(found)).toEqual([]);
  });

  it('whichever filters and order of tasks are chosen', async () => {
    const found = [];
    for (const role of ['reviewer', 'helpdesk'] as const) {
      const caller = { permissions: permissionsOf([role]) };
      for (const sort of ['newest', 'oldest', 'longest']) {
        for (const filters of filtersOf('task')) {
          const query = tasksQuery.parse({ ...filters, sort });
          found.push(
            await looks(
              `${role} ${JSON.stringify({ ...filters, sort })}`,
              ['task', 'change'],
              () => listTasks(database.db, query, caller),
            ),
          );
        }
      }
    }
    expect(tooMuch(found)).toEqual([]);
  });

  it('whatever is searched for', async () => {
    const found = [];
    for (const role of ['security_admin', 'helpdesk'] as const) {
      const caller = makeCaller(role);
      for (const q of SEARCHED) {
        const query = searchQuery.parse({ q });
        found.push(
          ...(await looksOfEach(`${role} ${q}`, () =>
            search({ db: database.db, estate: NOTHING_READ }, query, caller),
          )),
        );
      }
    }
    expect(found.length).toBeGreaterThan(300);
    expect(tooMuch(found)).toEqual([]);
  });

  it('whosever status is asked for', async () => {
    const found = [];
    for (const asked of [
      { change: 'CHG-1042' },
      { change: 'TSK-1042' },
      { ticket: 'INC-7' },
      { host: 'target-3' },
      { host: 'esx-8.lab.example' },
    ]) {
      found.push(
        ...(await looksOfEach(JSON.stringify(asked), () =>
          readStatus({ db: database.db, estate: NOTHING_READ }, asked),
        )),
      );
    }
    expect(tooMuch(found)).toEqual([]);
  });

  it('whichever filter of the audit log is chosen', async () => {
    const long = '2020-01-01T00:00:00Z';
    const soon = '2999-01-01T00:00:00Z';
    const found = [];
    for (const sort of ['newest', 'oldest']) {
      for (const filters of [
        {},
        { code: 'change.approved' },
        { code: 'no.such' },
        { personId: 'person-7' },
        { personId: 'nobody' },
        { object: 'thing-3' },
        { object: 'nothing' },
        { outcome: 'denied' },
        { outcome: 'failure' },
        { from: soon },
        { to: long },
        { from: long, to: soon },
        { code: 'no.such', from: long, to: soon },
      ]) {
        const query = auditQuery.parse({ ...filters, sort });
        found.push(
          await looks(JSON.stringify({ ...filters, sort }), ['audit'], () =>
            listAudit(database.db, query),
          ),
        );
      }
    }
    expect(tooMuch(found)).toEqual([]);
  });
});
