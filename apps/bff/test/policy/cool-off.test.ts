import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { expireChanges } from '../../src/changes/expire-changes.ts';
import { startDueChanges } from '../../src/changes/start-due-changes.ts';
import { INBOX_ONLY } from '../../src/notifications/channels.ts';
import { createNotices } from '../../src/notifications/notices.ts';
import {
  approve,
  decide,
  endOf,
  look,
  newProvider,
  submit,
} from '../support/changes.ts';
import {
  carryOut,
  coolDown,
  newPolicy,
  newRoles,
  policyWith,
} from '../support/console-changes.ts';
import {
  type ConsoleUnderTest,
  startConsoleUnderTest,
} from '../support/console-under-test.ts';
import { waitForLockQueue } from '../support/lock-queue.ts';
import { type Person, problemOf } from '../support/person.ts';
import { waitFor } from '../support/wait-for.ts';

let console: ConsoleUnderTest;
let admin: Person;
let lead: Person;
let reviewer: Person;
let reviewer2: Person;

const MINUTES = 30;
const NOTICES = createNotices(INBOX_ONLY);

beforeAll(async () => {
  console = await startConsoleUnderTest({ estate: ['esx-01'] });
  admin = await console.signIn('admin');
  lead = await console.signIn('lead');
  reviewer = await console.signIn('reviewer');
  reviewer2 = await console.signIn('reviewer2');
  await carryOut(
    { requester: admin, approver: reviewer },
    newPolicy(
      await policyWith(admin, 'esx.create-native-provider', {
        coolOffMinutes: MINUTES,
      }),
    ),
  );
});
afterAll(() => console.stop());

async function approved() {
  return approve(reviewer, await submit(admin, newProvider(console)));
}

async function effectsFor(change: { input: unknown }): Promise<number> {
  const all = await console.control('esx-01').effects();
  const { provider } = change.input as { provider: string };
  return all.filter((each) => each.object === provider).length;
}

async function started(id: string): Promise<string> {
  return waitFor('the task to be created', async () => {
    return (await look(admin, id)).taskId;
  });
}

describe('the cool-off of an approved change', () => {
  it('lets nothing claim it before its time, and says when that is', async () => {
    const change = await approved();
    expect(change).toMatchObject({
      state: 'approved',
      waitingFor: 'cool_off',
      taskId: null,
    });
    const last = change.decisions.at(-1)?.at ?? '';
    expect(Date.parse(change.claimableAt ?? '') - Date.parse(last)).toBe(
      MINUTES * 60_000,
    );
    expect(change.standing).toContain('starts at');
    expect(change.standing).toContain('unless');
    await startDueChanges(
      console.db,
      {
        create: () => Promise.reject(new Error('Nothing is due.')),
      },
      NOTICES,
    );
    expect((await look(admin, change.id)).taskId).toBeNull();
    expect(await effectsFor(change)).toBe(0);
  });

  it('ends by itself: one task, however many replicas look', async () => {
    const change = await approved();
    await coolDown(console, change.id);
    const made: string[] = [];
    const task = await started(change.id);
    await Promise.all(
      Array.from({ length: 4 }, () =>
        startDueChanges(
          console.db,
          {
            create: (_journal, each) => {
              made.push(each.id);
              return Promise.resolve();
            },
          },
          NOTICES,
        ),
      ),
    );
    expect(made).toEqual([]);
    expect((await endOf(admin, { taskId: task })).state).toBe('succeeded');
    expect(await effectsFor(change)).toBe(1);
  });

  it('is taken by one of several replicas that look at once', async () => {
    const change = await approved();
    const made: string[] = [];
    const create = (_journal: unknown, each: { id: string }) => {
      made.push(each.id);
      return Promise.resolve();
    };
    await coolDown(console, change.id);
    await Promise.all(
      Array.from({ length: 8 }, () =>
        startDueChanges(console.db, { create }, NOTICES),
      ),
    );
    // Either one of these took it, or the console itself did before them.
    const { taskId, waitingFor } = await look(admin, change.id);
    expect(waitingFor).toBeNull();
    expect(made.length + (taskId === null ? 0 : 1)).toBe(1);
  });

  it('is counted again from the approvals before anything is sent', async () => {
    const change = await approved();
    await console.db
      .updateTable('change')
      .set({ claimable_at: sql<Date>`now() - interval '1 second'` })
      .where('id', '=', change.id)
      .execute();
    const task = await endOf(admin, { taskId: await started(change.id) });
    expect(task.failureKind).toBe('integrity');
    expect(await effectsFor(change)).toBe(0);
  });

  it.each([
    ['its requester', () => admin],
    ['any security admin', () => lead],
  ])('is used by %s to cancel', async (_who, person) => {
    const [change, other] = [await approved(), await approved()];
    expect((await look(person(), change.id)).actions['withdraw']).toEqual({
      allowed: true,
      reason: null,
    });
    const answer = await person().call(
      'POST',
      `/api/changes/${change.id}/withdraw`,
      {},
    );
    expect(answer.status).toBe(200);
    const seen = await look(admin, change.id);
    expect(seen).toMatchObject({ state: 'withdrawn', waitingFor: null });
    expect(seen.decisions).toHaveLength(1);
    expect((await look(admin, other.id)).state).toBe('approved');
    const secrets = await console.db
      .selectFrom('change_secret')
      .select('id')
      .where('change_id', '=', change.id)
      .execute();
    expect(secrets).toEqual([]);
    const rows = await console.db
      .selectFrom('audit')
      .select(['person_id'])
      .where('object', '=', change.id)
      .where('code', '=', 'change.withdrawn')
      .execute();
    expect(rows).toEqual([{ person_id: person().id }]);
    await coolDown(console, change.id);
    await startDueChanges(
      console.db,
      {
        create: () => Promise.reject(new Error('It was withdrawn.')),
      },
      NOTICES,
    );
    expect(await effectsFor(change)).toBe(0);
  });

  it('is not cancelled by a reviewer, nor by another admin before it is approved', async () => {
    const pending = await submit(admin, newProvider(console));
    const early = await lead.call(
      'POST',
      `/api/changes/${pending.id}/withdraw`,
      {},
    );
    expect(problemOf(early).code).toBe('forbidden');
    const change = await approve(reviewer, pending);
    const refused = await reviewer2.call(
      'POST',
      `/api/changes/${change.id}/withdraw`,
      {},
    );
    expect(problemOf(refused).code).toBe('forbidden');
    expect((await look(admin, change.id)).state).toBe('approved');
  });

  it('and its cancellation at the very end have one winner', async () => {
    const winners = new Set<number>();
    for (let round = 0; round < 8; round += 1) {
      const change = await approved();
      await coolDown(console, change.id);
      const made: string[] = [];
      const [answer] = await Promise.all([
        lead.call('POST', `/api/changes/${change.id}/withdraw`, {}),
        startDueChanges(
          console.db,
          {
            create: (_journal, each) => {
              made.push(each.id);
              return Promise.resolve();
            },
          },
          NOTICES,
        ),
      ]);
      const { state, taskId } = await look(admin, change.id);
      // The console itself looks every second, and may have been before both.
      const starts = made.length + (taskId === null ? 0 : 1);
      expect(starts).toBe(answer.status === 200 ? 0 : 1);
      expect(state === 'withdrawn').toBe(answer.status === 200);
      winners.add(answer.status);
    }
    expect([...winners].every((each) => [200, 409].includes(each))).toBe(true);
  });

  it('cannot be used a moment too late: who could have cancelled hears what happened', async () => {
    const change = await approved();
    await coolDown(console, change.id);
    await started(change.id);
    const late = await lead.call(
      'POST',
      `/api/changes/${change.id}/withdraw`,
      {},
    );
    expect(problemOf(late).code).toBe('invalid_state');
  });

  it('ends with the change when that expires meanwhile', async () => {
    const change = await approved();
    await console.db
      .updateTable('change')
      .set({ expires_at: sql<Date>`now() - interval '1 second'` })
      .where('id', '=', change.id)
      .execute();
    await expireChanges(console.db, createNotices(INBOX_ONLY));
    const seen = await look(admin, change.id);
    expect(seen.state).toBe('expired');
    expect(seen.history.at(-1)?.text).toContain('cool-off');
  });

  it('saves nobody who lost the role meanwhile: the change ends stale', async () => {
    const person = await console.person('reviewer');
    const change = await approve(
      person,
      await submit(admin, newProvider(console)),
    );
    await carryOut(
      { requester: admin, approver: reviewer },
      newRoles(person, ['helpdesk']),
    );
    await coolDown(console, change.id);
    const task = await endOf(admin, { taskId: await started(change.id) });
    expect(task.failureKind).toBe('stale');
    expect(await effectsFor(change)).toBe(0);
  });
});

describe('the window in which approvals come together', () => {
  it('closes early enough for the cool-off to end before the change expires', async () => {
    const change = await submit(admin, {
      ...newProvider(console),
      expiresInHours: 1,
    });
    expect(Date.parse(change.expiresAt) - Date.parse(change.decideBy)).toBe(
      MINUTES * 60_000,
    );
  });

  it.each(['decide_by', 'expires_at'] as const)(
    'closes even on a decision that was let in before: %s',
    async (column) => {
      const change = await submit(admin, newProvider(console));
      const answer = await console.db.transaction().execute(async (tx) => {
        await tx
          .selectFrom('change')
          .select('id')
          .where('id', '=', change.id)
          .forUpdate()
          .execute();
        const decided = decide(reviewer, 'approve', change);
        await waitForLockQueue(console);
        // The time was not over when the decision's transaction began, and is when it is stored.
        await tx
          .updateTable('change')
          .set({ [column]: sql<Date>`clock_timestamp()` })
          .where('id', '=', change.id)
          .execute();
        return { decided };
      });
      const refused = problemOf(await answer.decided);
      expect(refused.code).toBe('invalid_state');
      expect((await look(admin, change.id)).decisions).toEqual([]);
    },
  );

  it('is the policy’s, by the database’s clock, whatever a decision says', async () => {
    await carryOut(
      { requester: admin, approver: reviewer },
      newPolicy(
        await policyWith(admin, 'esx.create-native-provider', {
          windowHours: 2,
        }),
      ),
    );
    const change = await submit(admin, newProvider(console));
    expect(Date.parse(change.decideBy) - Date.parse(change.createdAt)).toBe(
      2 * 3_600_000,
    );
    await console.db
      .updateTable('change')
      .set({ decide_by: sql<Date>`now() - interval '1 second'` })
      .where('id', '=', change.id)
      .execute();
    for (const decision of ['approve', 'reject'] as const) {
      const refused = problemOf(await decide(reviewer, decision, change));
      expect(refused.code).toBe('invalid_state');
      expect(refused.detail).toContain('time to decide');
    }
    await waitFor('the console to notice', async () => {
      return (await look(admin, change.id)).state === 'expired';
    });
    expect((await look(admin, change.id)).decisions).toEqual([]);
  });
});
