import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { readFrozenInput } from '../../src/changes/freeze-input.ts';
import { getChange } from '../../src/changes/change-record.ts';
import type { Run } from '../../src/operations/operation-module.ts';
import { anyOperation } from '../../src/operations/registry.ts';
import { submit } from '../support/changes.ts';
import {
  newPolicy,
  policyWith,
  readPolicy,
} from '../support/console-changes.ts';
import {
  type ConsoleUnderTest,
  startConsoleUnderTest,
} from '../support/console-under-test.ts';
import { ownParts } from '../support/own-parts.ts';
import type { Person } from '../support/person.ts';

let console: ConsoleUnderTest;
let admin: Person;

beforeAll(async () => {
  console = await startConsoleUnderTest();
  admin = await console.signIn('admin');
});
afterAll(() => console.stop());

async function runOf(id: string): Promise<Run<'console.update-policy'>> {
  const change = await getChange(console.db, id);
  const input = readFrozenInput(change.operation, change.input);
  if (!('policy' in input)) throw new Error('This is no change of the policy.');
  return {
    changeId: id,
    reached: { type: 'console', parts: ownParts(console) },
    input,
    request: change.plan.request,
    guard: change.guard,
    secrets: new Map(),
    signal: new AbortController().signal,
    since: new Date(),
    foreignTasks: new Set(),
  };
}

describe('the effect of a change of the console', () => {
  it('happens once, however often and from wherever it is tried', async () => {
    const { version } = await readPolicy(admin);
    const change = await submit(
      admin,
      newPolicy(
        await policyWith(admin, 'ontap.add-key-servers', { windowHours: 24 }),
      ),
    );
    const operation = anyOperation('console.update-policy');
    const run = await runOf(change.id);
    expect(await operation.findEffect(run)).toEqual({ found: 'not_applied' });
    await Promise.all(Array.from({ length: 6 }, () => operation.apply(run)));
    await operation.apply(run);
    expect(await operation.findEffect(run)).toMatchObject({ found: 'applied' });
    expect((await readPolicy(admin)).version).toBe(version + 1);
    const rows = await console.db
      .selectFrom('policy_version')
      .select('id')
      .where('change_id', '=', change.id)
      .execute();
    expect(rows).toHaveLength(1);
  });

  it('leaves nothing behind when what it was planned on has moved', async () => {
    const change = await submit(
      admin,
      newPolicy(
        await policyWith(admin, 'ontap.add-key-servers', { windowHours: 48 }),
      ),
    );
    const other = await submit(
      admin,
      newPolicy(
        await policyWith(admin, 'ontap.add-key-servers', { windowHours: 72 }),
      ),
    );
    const operation = anyOperation('console.update-policy');
    await operation.apply(await runOf(other.id));
    const late = await runOf(change.id);
    await expect(operation.apply(late)).rejects.toMatchObject({
      code: 'change_stale',
    });
    expect(await operation.findEffect(late)).toEqual({ found: 'not_applied' });
  });
});
