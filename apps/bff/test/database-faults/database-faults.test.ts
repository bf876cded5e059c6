import { connectDatabase, type DatabaseHandle } from '@keyward/database';
import {
  createTestDatabase,
  type TestDatabase,
} from '@keyward/database/test-database';
import { isFullScale, tellFigure } from '@keyward/database/test-figures';
import type { PoolClient } from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import {
  decide,
  endOf,
  newKey,
  newProvider,
  submit,
} from '../support/changes.ts';
import {
  type ConsoleUnderTest,
  startConsoleUnderTest,
} from '../support/console-under-test.ts';
import {
  type DatabaseLine,
  openDatabaseLine,
} from '../support/database-line.ts';
import { DEMO_TEMPLATE } from '../support/demo-template.ts';
import { type Person, problemOf } from '../support/person.ts';
import { waitFor } from '../support/wait-for.ts';

const RECOVERY_MS = 10_000;

let stored: TestDatabase;
let line: DatabaseLine;
let behind: DatabaseHandle;
let console: ConsoleUnderTest;
let admin: Person;
let reviewer: Person;
let survived = 0;
let slowest = 0;

beforeAll(async () => {
  stored = await createTestDatabase(DEMO_TEMPLATE);
  line = await openDatabaseLine(stored.url);
  behind = connectDatabase(stored.url, { maxConnections: 2 });
  console = await startConsoleUnderTest({
    estate: ['esx-01'],
    env: { DATABASE_URL: line.url },
  });
  admin = await console.person('security_admin');
  reviewer = await console.person('reviewer');
});
afterAll(async () => {
  line.mend();
  await console.stop();
  await line.close();
  await behind.close();
  await stored.drop();
  if (survived === FAULTS.length) {
    tellFigure('F21 database faults survived', survived, {
      least: FAULTS.length,
      of: FAULTS.length,
    });
    tellFigure('F21 slowest recovery, ms', slowest, { most: RECOVERY_MS });
  }
});

const name = (): string => new URL(stored.url).pathname.slice(1);
const ask = (statement: string) => behind.pool.query(statement);
const leave = () =>
  ask(
    `select pg_terminate_backend(pid) from pg_stat_activity
      where datname = current_database() and pid <> pg_backend_pid() and application_name <> ''`,
  );
const readOnly = async (isOn: boolean): Promise<void> => {
  await ask(
    `alter database ${name()} set default_transaction_read_only = ${isOn ? 'on' : 'off'}`,
  );
  // Whoever is connected keeps what it came with.
  line.cut();
  line.mend();
};

interface Fault {
  what: string;
  begin: () => Promise<unknown> | void;
  end: () => Promise<unknown> | void;
}

const DOWN: Fault = {
  what: 'is down',
  begin: () => line.cut(),
  end: () => line.mend(),
};
const READ_ONLY: Fault = {
  what: 'takes no writes',
  begin: () => readOnly(true),
  end: async () => {
    await behind.pool.query('set default_transaction_read_only = off');
    await readOnly(false);
  },
};
/** Those that keep a request waiting until a limit of ours ends it. */
const SLOW: Fault[] = [
  {
    what: 'has vanished without a word',
    begin: () => line.hold(),
    end: () => line.mend(),
  },
  {
    what: 'is locked by somebody else',
    begin: async () => {
      const client = await behind.pool.connect();
      lockers.push(client);
      // A client of somebody's, which the console's own limits do not end.
      await client.query('set idle_in_transaction_session_timeout = 0');
      await client.query('begin');
      await client.query('lock table session, change in access exclusive mode');
    },
    end: async () => {
      for (const client of lockers.splice(0)) {
        await client.query('rollback');
        client.release();
      }
    },
  },
];
const lockers: PoolClient[] = [];

const FAULTS: Fault[] = [
  DOWN,
  READ_ONLY,
  ...(isFullScale
    ? [
        {
          what: 'ends every connection at once',
          begin: async () => {
            line.cut();
            await leave();
          },
          end: () => line.mend(),
        },
        {
          what: 'moves to another server',
          begin: () => {
            line.cut();
            return readOnly(true).then(() => line.cut());
          },
          end: async () => {
            await readOnly(false);
          },
        },
        ...SLOW,
      ]
    : []),
];

describe('while the database', () => {
  it.each(FAULTS.map((fault) => [fault.what, fault] as const))(
    '%s, nothing is changed or sent, and it is over by itself',
    async (_what, { begin, end }) => {
      const change = await submit(admin, newProvider(console));
      const effects = await console.control('esx-01').effects();
      await begin();
      const answers = await Promise.all([
        admin.call('POST', '/api/changes', newProvider(console), newKey()),
        decide(reviewer, 'approve', change),
        admin.call('POST', `/api/changes/${change.id}/withdraw`, {}),
      ]);
      expect(
        answers.map((answer) => {
          const { status, retryAfterSeconds = 0 } = problemOf(answer);
          return [status, retryAfterSeconds > 0];
        }),
      ).toEqual(answers.map(() => [503, true]));
      expect(
        answers.map(({ headers }) => headers['retry-after']),
      ).not.toContain(undefined);
      expect(await console.control('esx-01').effects()).toEqual(effects);

      const ended = performance.now();
      await end();
      const approved = await waitFor('the console to go on', async () => {
        const answer = await decide(reviewer, 'approve', change);
        return answer.status < 300 && answer;
      });
      slowest = Math.max(slowest, performance.now() - ended);
      expect(performance.now() - ended).toBeLessThan(RECOVERY_MS);
      expect(approved.status).toBe(200);
      const { body } = await admin.call('GET', `/api/changes/${change.id}`);
      expect((await endOf(admin, taskOf(body))).state).toBe('succeeded');
      expect(await console.control('esx-01').effects()).toHaveLength(
        effects.length + 1,
      );
      survived += 1;
    },
    90_000,
  );
});

function taskOf(body: unknown): { taskId: string | null } {
  const taskId =
    typeof body === 'object' && body !== null && 'taskId' in body
      ? body.taskId
      : null;
  return { taskId: typeof taskId === 'string' ? taskId : null };
}
