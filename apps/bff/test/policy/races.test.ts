import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { expireChanges } from '../../src/changes/expire-changes.ts';
import { INBOX_ONLY } from '../../src/notifications/channels.ts';
import { createNotices } from '../../src/notifications/notices.ts';
import {
  type ChangeRequest,
  decide,
  endOf,
  look,
  newProvider,
  readChange,
  submit,
  trySubmit,
} from '../support/changes.ts';
import {
  carryOut,
  newPolicy,
  policyWith,
  readPolicy,
} from '../support/console-changes.ts';
import {
  type ConsoleUnderTest,
  startConsoleUnderTest,
} from '../support/console-under-test.ts';
import { type Person, problemOf } from '../support/person.ts';
import type { Answer } from '../support/send.ts';

const scale = Number(process.env['KEYWARD_TEST_SCALE'] ?? '0.02');
/** 500 at full scale. */
const RACES = Math.max(12, Math.ceil(500 * scale));
/** 1,000 at full scale. */
const EDITS = Math.max(15, Math.ceil(1000 * scale));
/** Races that run beside each other. */
const AT_ONCE = 5;
const LIMIT_MS = 60_000 + 2_000 * EDITS;

let console: ConsoleUnderTest;
let admin: Person;
let reviewer: Person;
let reviewer2: Person;
let lead: Person;

beforeAll(async () => {
  console = await startConsoleUnderTest({ estate: ['esx-01'] });
  admin = await console.signIn('admin');
  lead = await console.signIn('lead');
  reviewer = await console.signIn('reviewer');
  reviewer2 = await console.signIn('reviewer2');
});
afterAll(() => console.stop());

async function tasksOf(id: string) {
  return console.db
    .selectFrom('task')
    .select(['id', 'state'])
    .where('change_id', '=', id)
    .execute();
}

describe('people who decide at the same moment', () => {
  it(
    'have one winner: approve, reject, withdraw and expire',
    async () => {
      const seen = new Set<string>();
      for (let done = 0; done < RACES; done += AT_ONCE) {
        const ends = await Promise.all(
          Array.from({ length: AT_ONCE }, (_, index) => raceDecisions(index)),
        );
        for (const end of ends) seen.add(end);
      }
      expect(seen.size).toBeGreaterThan(1);
    },
    LIMIT_MS,
  );

  it('make one task of fifty approvals, and the target sees one effect', async () => {
    const people = [lead, reviewer, reviewer2];
    const change = await submit(admin, newProvider(console));
    const answers = await Promise.all(
      Array.from({ length: 50 }, (_, index) =>
        decide(people[index % people.length] ?? lead, 'approve', change),
      ),
    );
    expect(answers.filter((each) => each.status === 200)).toHaveLength(1);
    const [task] = await tasksOf(change.id);
    expect(await tasksOf(change.id)).toHaveLength(1);
    await endOf(admin, { taskId: task?.id ?? null });
    const { provider } = change.input as { provider: string };
    const effects = await console.control('esx-01').effects();
    expect(effects.filter((each) => each.object === provider)).toHaveLength(1);
    await expect(
      console.db
        .insertInto('task')
        .values({
          id: change.id,
          change_id: change.id,
          operation: change.operation,
          connection_id: null,
          state: 'queued',
          search: '',
        })
        .execute(),
    ).rejects.toThrow(/unique/);
  });
});

/** Everybody at once on one change, whose time is over just now for some. Returns how it ended. */
async function raceDecisions(index: number): Promise<string> {
  const change = await submit(admin, newProvider(console));
  await console.db
    .updateTable('change')
    .set({
      decide_by: new Date(Date.now() + (index % 3 === 0 ? 15 : 3_600_000)),
    })
    .where('id', '=', change.id)
    .execute();
  const [approved, rejected, withdrawn] = await Promise.all([
    decide(reviewer, 'approve', change),
    decide(reviewer2, 'reject', change),
    admin.call('POST', `/api/changes/${change.id}/withdraw`, {}),
    expireChanges(console.db, createNotices(INBOX_ONLY)),
  ]);
  const answers = { approved, rejected, withdrawn };
  const winners = Object.entries(answers)
    .filter(([, answer]) => answer.status === 200)
    .map(([name]) => name);
  for (const answer of Object.values(answers)) {
    expect([200, 409]).toContain(answer.status);
  }
  const { state } = await look(admin, change.id);
  expect(winners.length).toBeLessThanOrEqual(1);
  const [winner] = winners;
  if (winner === undefined) expect(['expired', 'pending']).toContain(state);
  else if (winner !== 'approved') expect(state).toBe(winner);
  expect(await tasksOf(change.id)).toHaveLength(winner === 'approved' ? 1 : 0);
  return winner ?? state;
}

describe('a change that is exchanged while somebody approves it', () => {
  it(
    'never runs with anything but what was approved',
    async () => {
      const ran: { first: ChangeRequest; taskId: string | null }[] = [];
      for (let done = 0; done < EDITS; done += AT_ONCE) {
        const batch = await Promise.all(
          Array.from({ length: AT_ONCE }, () => raceAnEdit()),
        );
        ran.push(...batch.flatMap((each) => each ?? []));
      }
      for (const { taskId } of ran) await endOf(admin, { taskId });
      const effects = await console.control('esx-01').effects();
      for (const { first } of ran) {
        const sent = effects.filter(
          (each) => each.object === first.input['provider'],
        );
        expect(sent.map((each) => each.detail)).toEqual([
          { keyId: first.input['keyId'] },
        ]);
      }
      // Nothing that was withdrawn, and nothing that nobody approved, has arrived.
      const raced = effects.filter((each) => racing.has(each.object));
      expect(raced).toHaveLength(ran.length);
    },
    LIMIT_MS,
  );
});

const racing = new Set<string>();

/** Approve against withdraw-and-submit-again with another key; what ran, or null when the edit came first. */
async function raceAnEdit() {
  const first = newProvider(console);
  const provider = String(first.input['provider']);
  racing.add(provider);
  const before = await submit(admin, first);
  const edited = newProvider(console, { provider });
  const [approved, again] = await Promise.all([
    decide(reviewer, 'approve', before),
    exchange(before.id, edited),
  ]);
  // Exactly one of the two has happened.
  expect(approved.status === 200).toBe(again === null);
  if (again === null) {
    return { first, taskId: (await look(admin, before.id)).taskId };
  }
  const after = readChange(again);
  // The digest that was looked at belongs to a change that is gone.
  const stale = await decide(reviewer, 'approve', {
    id: after.id,
    digest: before.digest,
  });
  expect(problemOf(stale).code).toBe('digest_mismatch');
  expect(await tasksOf(after.id)).toEqual([]);
  return null;
}

async function exchange(
  id: string,
  edited: ChangeRequest,
): Promise<Answer | null> {
  const gone = await admin.call('POST', `/api/changes/${id}/withdraw`, {});
  return gone.status === 200 ? trySubmit(admin, edited) : null;
}

describe('two changes of the policy that are approved at once', () => {
  it('leave one new version, planned on the one before it', async () => {
    const { version } = await readPolicy(admin);
    const hours = [24, 48, 72];
    const changes = [];
    for (const windowHours of hours) {
      changes.push(
        await submit(
          admin,
          newPolicy(
            await policyWith(admin, 'ontap.add-key-servers', { windowHours }),
          ),
        ),
      );
    }
    const answers = await Promise.all(
      changes.map((change) => decide(reviewer, 'approve', change)),
    );
    const ends = await Promise.all(
      answers.map((answer) => endOf(admin, readChange(answer))),
    );
    expect(ends.filter((each) => each.state === 'succeeded')).toHaveLength(1);
    expect(ends.filter((each) => each.failureKind === 'stale')).toHaveLength(2);
    expect((await readPolicy(admin)).version).toBe(version + 1);
    await carryOut(
      { requester: admin, approver: reviewer },
      newPolicy(
        await policyWith(admin, 'ontap.add-key-servers', { windowHours: 168 }),
      ),
    );
  });
});
