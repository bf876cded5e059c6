import { session } from '@keyward/contract';
import {
  createTestDatabase,
  type TestDatabase,
} from '@keyward/database/test-database';
import { writeBackup } from '@keyward/database/backup';
import { connectDatabase } from '@keyward/database';
import { isFullScale, tellFigure } from '@keyward/database/test-figures';
import { estatePath } from '@keyward/simulators';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { MOMENTARY_TABLES } from '../../src/restore/momentary-tables.ts';
import { restoreBackup } from '../../src/restore/restore-backup.ts';
import {
  approve,
  endOf,
  look,
  lookAtTask,
  newProvider,
  submit,
  taskWhen,
} from '../support/changes.ts';
import {
  type ConsoleUnderTest,
  startConsoleUnderTest,
} from '../support/console-under-test.ts';
import { holdTask } from '../support/held-task.ts';
import type { Person } from '../support/person.ts';
import { runCommand } from '../support/run-command.ts';
import { targetAnswersAgain } from '../support/target-answers.ts';
import { waitFor } from '../support/wait-for.ts';

const BACKUPS = isFullScale ? 20 : 1;

let console: ConsoleUnderTest;
let admin: Person;
let reviewer: Person;
let target: TestDatabase;
let keyFile: string;

beforeAll(async () => {
  console = await startConsoleUnderTest({ estate: ['esx-01', 'esx-02'] });
  admin = await console.person('security_admin');
  reviewer = await console.person('reviewer');
  target = await createTestDatabase();
  keyFile = join(console.dataDir, 'demo-key-encryption-key');
});
afterAll(async () => {
  await console.stop();
  await target.drop();
});

const hostOf = (databaseUrl: string) => ({
  DATABASE_URL: databaseUrl,
  KEYWARD_DATA_DIR: join(console.dataDir, 'another-host'),
  KEYWARD_KEK_FILE: keyFile,
});

/** A task whose call is on its way: the intent is committed, and no answer comes. */
async function sendAndWait() {
  const request = newProvider(console);
  const change = await submit(admin, {
    ...request,
    connectionId: console.connectionId('esx-02'),
  });
  await console.control('esx-02').fault('hang', { method: 'POST', times: 50 });
  const { taskId } = await approve(reviewer, change);
  await waitFor('the call to be on its way', () =>
    console.db
      .selectFrom('task_intent')
      .select('attempt')
      .where('task_id', '=', taskId)
      .executeTakeFirst(),
  );
  return { change, taskId: taskId ?? '' };
}

describe('a restored database', () => {
  it('repeats nothing of what was under way when it was backed up, says so, and goes on', async () => {
    const done = await approve(
      reviewer,
      await submit(admin, newProvider(console)),
    );
    expect((await endOf(admin, done)).state).toBe('succeeded');
    const sent = await sendAndWait();
    const held = await holdTask(
      console,
      { requester: admin, approver: reviewer },
      newProvider(console),
    );
    const pending = await submit(admin, {
      ...newProvider(console),
      connectionId: console.connectionId('esx-02'),
    });
    const cooling = await submit(admin, {
      ...newProvider(console),
      connectionId: console.connectionId('esx-02'),
    });
    await console.db
      .updateTable('change')
      .set({
        state: 'approved',
        waiting_for: 'cool_off',
        claimable_at: later(),
      })
      .where('id', '=', cooling.id)
      .execute();

    const file = join(console.dataDir, 'keyward.backup');
    const host = hostOf(console.databaseUrl);
    const backedUp = await runCommand('backup', [file], host);
    expect(backedUp).toMatchObject({ code: 0, said: '' });
    expect(backedUp.out).toContain('read back and whole');

    // What was held goes on in the database that is lost, after its backup.
    await targetAnswersAgain(console, admin, 'esx-01');
    await admin.call('POST', `/api/tasks/${held.task.id}/retry`, {});
    await taskWhen(admin, held.task.id, ({ state }) => state === 'succeeded');
    const effects = await console.control('esx-01').effects();
    expect(effects).toHaveLength(1);

    const restored = await runCommand(
      'restore',
      ['--reason', 'The disk broke', file],
      hostOf(target.url),
    );
    expect(restored).toMatchObject({ code: 0, said: '' });
    expect(restored.out).toContain('2 unfinished tasks are now of unknown');
    expect(restored.out).toContain('1 approved changes');

    const second = await startConsoleUnderTest({
      env: {
        ...hostOf(target.url),
        KEYWARD_ESTATE_FILE: estatePath(join(console.dataDir, 'simulators')),
      },
    });
    try {
      // Whoever was signed in is not any more.
      const { status } = await second.send({
        method: 'GET',
        path: '/api/session',
        headers: { cookie: admin.cookie },
      });
      expect(status).toBe(401);
      const lead = await second.signIn('lead');
      const other = await second.signIn('reviewer');
      const { body } = await other.call('GET', '/api/session');
      expect(session.parse(body).restored?.asOf).not.toBeNull();
      expect(session.parse(body).restored).toBeDefined();
      for (const taskId of [sent.taskId, held.task.id]) {
        const task = await lookAtTask(lead, taskId);
        expect(task.state).toBe('outcome_unknown');
        expect(task.explanation?.sentence).toContain('restored from a copy');
      }
      expect((await look(lead, cooling.id)).state).toBe('stale');
      expect((await look(lead, pending.id)).state).toBe('pending');
      expect((await look(lead, done.id)).state).toBe('succeeded');

      // The worker is awake: it carries out what is new, and nothing else.
      await console.control('esx-02').reset();
      const fresh = await approve(
        other,
        await submit(lead, newProvider(second)),
      );
      expect((await endOf(lead, fresh)).state).toBe('succeeded');
      expect(await console.control('esx-01').effects()).toHaveLength(2);
      expect(await console.control('esx-02').effects()).toEqual([]);

      const { text } = await lead.call('GET', '/api/audit/export');
      expect(text).toContain('"database.backed_up"');
      expect(text).toContain('"database.restored"');
      expect(text).toContain('The disk broke');
    } finally {
      await second.stop();
    }
  });

  it('is as of one moment, whatever is written meanwhile', async () => {
    await console.control('esx-02').reset();
    const acknowledged: string[] = [];
    const stop = new AbortController();
    const load = Array.from({ length: 3 }, async () => {
      while (!stop.signal.aborted) {
        const { id } = await submit(admin, newProvider(console));
        acknowledged.push(id);
        await admin.call('POST', `/api/changes/${id}/withdraw`, {});
      }
    });
    let good = 0;
    try {
      for (let count = 0; count < BACKUPS; count += 1) {
        await waitFor('something to back up', () =>
          Promise.resolve(acknowledged.length > 3 * count + 2),
        );
        const before = [...acknowledged];
        const file = join(console.dataDir, `load-${String(count)}.backup`);
        await writeBackup({
          url: console.databaseUrl,
          file,
          without: MOMENTARY_TABLES,
        });
        const [said = ''] = await restoreBackup(settings(), {
          url: target.url,
          file,
          replace: true,
          reason: 'a try',
        });
        expect(said).toContain('holds from its first to its last');
        expect(await missingOf(before)).toEqual([]);
        good += 1;
      }
    } finally {
      stop.abort();
      await Promise.all(load);
    }
    tellFigure('F34 backups under load, restored and verified', good, {
      least: BACKUPS,
      of: BACKUPS,
    });
  });
});

const settings = () => ({
  dataDir: console.dataDir,
  databaseUrl: target.url,
  pgBin: null,
  kekFile: keyFile,
  kekPreviousFiles: [],
  checkpointFile: join(console.dataDir, 'no-checkpoints'),
});

/** Acknowledged changes that the restored database does not hold. */
async function missingOf(ids: readonly string[]): Promise<string[]> {
  const copy = connectDatabase(target.url, { maxConnections: 1 });
  try {
    const rows = await copy.db.selectFrom('change').select('id').execute();
    const there = new Set(rows.map(({ id }) => id));
    return ids.filter((id) => !there.has(id));
  } finally {
    await copy.close();
  }
}

function later(): Date {
  return new Date(Date.now() + 3_600_000);
}
