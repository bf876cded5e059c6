import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import {
  approve,
  decide,
  endOf,
  newProvider,
  submit,
} from './support/changes.ts';
import {
  type ConsoleUnderTest,
  startConsoleUnderTest,
} from './support/console-under-test.ts';
import { type Person, problemOf } from './support/person.ts';

let console: ConsoleUnderTest;
let admin: Person;
let reviewer: Person;

beforeAll(async () => {
  console = await startConsoleUnderTest({ estate: ['esx-01'] });
  admin = await console.signIn('admin');
  reviewer = await console.signIn('reviewer');
});
afterAll(() => console.stop());

describe('a change', () => {
  it('runs after another person approved it', async () => {
    const change = await submit(admin, newProvider(console));
    expect(problemOf(await decide(admin, 'approve', change)).code).toBe(
      'self_approval',
    );
    const approved = await approve(reviewer, change);
    const task = await endOf(admin, approved);
    expect(task.state).toBe('succeeded');
  });
});
