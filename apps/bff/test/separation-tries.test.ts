import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { newProvider, submit } from './support/changes.ts';
import {
  type ConsoleUnderTest,
  startConsoleUnderTest,
} from './support/console-under-test.ts';
import type { Person } from './support/person.ts';

const scale = Number(process.env['KEYWARD_TEST_SCALE'] ?? '0.05');
/** 2,000 tries at full scale, never fewer than 200. */
const ROUNDS = Math.max(10, Math.ceil(100 * scale));
const TRIES_PER_ROUND = 20;

const NAMES = ['admin', 'lead', 'reviewer', 'reviewer2', 'helpdesk'] as const;
const REQUESTERS = ['admin', 'lead'] as const;
const APPROVERS = new Set<string>(['lead', 'reviewer', 'reviewer2']);

let console: ConsoleUnderTest;
let people: Map<string, Person>;

beforeAll(async () => {
  console = await startConsoleUnderTest({ estate: ['esx-01'] });
  people = new Map();
  for (const name of NAMES) people.set(name, await console.signIn(name));
});
afterAll(() => console.stop());

function person(name: string): Person {
  const found = people.get(name);
  if (found === undefined) throw new Error(`${name} is not signed in.`);
  return found;
}

const someTry = fc.record({
  who: fc.constantFrom(...NAMES),
  change: fc.nat({ max: 2 }),
  // An approval takes longer than its rivals; with equal numbers it would hardly ever come first.
  decision: fc.constantFrom(
    'approve',
    'approve',
    'approve',
    'approve',
    'approve',
    'approve',
    'reject',
    'withdraw',
    'recheck',
  ),
  digest: fc.constantFrom('right', 'right', 'right', 'of another', 'made up'),
});

describe('whatever five people try, in any order and at once', () => {
  it('no change is ever approved by its requester or by somebody without the role', async () => {
    let approved = 0;
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.constantFrom(...REQUESTERS), {
          minLength: 3,
          maxLength: 3,
        }),
        fc.array(someTry, {
          minLength: TRIES_PER_ROUND,
          maxLength: TRIES_PER_ROUND,
        }),
        async (requesters, tries) => {
          const changes = await Promise.all(
            requesters.map((name) =>
              submit(person(name), newProvider(console)),
            ),
          );
          await Promise.all(
            tries.map(({ who, change: index, decision, digest }) => {
              const change = changes[index];
              const other = changes[(index + 1) % changes.length];
              const digests = {
                right: change?.digest,
                'of another': other?.digest,
                'made up': '0'.repeat(64),
              };
              const body =
                decision === 'approve' || decision === 'reject'
                  ? {
                      digest: digests[digest],
                      ...(decision === 'reject' ? { comment: 'No' } : {}),
                    }
                  : {};
              return person(who).call(
                'POST',
                `/api/changes/${change?.id ?? ''}/${decision}`,
                body,
              );
            }),
          );
          approved += await refuseWrongApprovals(changes.map(({ id }) => id));
        },
      ),
      { numRuns: ROUNDS, endOnFailure: true },
    );
    // The tries were no empty exercise: some changes were really approved, however the races went.
    expect(approved).toBeGreaterThan(ROUNDS / 10);
  });
});

/** Looks at the tables, past everything that the console says. Returns how many changes were approved. */
async function refuseWrongApprovals(ids: string[]): Promise<number> {
  const rows = await console.db
    .selectFrom('change')
    .leftJoin('approval', 'approval.change_id', 'change.id')
    .leftJoin('person', 'person.id', 'approval.person_id')
    .leftJoin('task', 'task.change_id', 'change.id')
    .select([
      'change.id',
      'change.state',
      'change.requester_id',
      'change.digest',
      'approval.person_id',
      'approval.decision',
      'approval.digest as approved_digest',
      'person.username',
      'task.id as task_id',
    ])
    .where('change.id', 'in', ids)
    .execute();
  for (const row of rows) {
    const isApproval = row.decision === 'approve';
    if (row.person_id !== null) {
      expect(row.person_id).not.toBe(row.requester_id);
      expect(APPROVERS.has(row.username ?? '')).toBe(true);
      expect(row.approved_digest).toBe(row.digest);
    }
    // One decision each, and a task exactly when it was to approve.
    expect(row.task_id !== null).toBe(isApproval);
    expect(['pending', 'withdrawn', 'rejected'].includes(row.state)).toBe(
      !isApproval,
    );
  }
  expect(rows).toHaveLength(ids.length);
  return rows.filter((row) => row.decision === 'approve').length;
}
