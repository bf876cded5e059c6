import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import {
  approve,
  decide,
  look,
  newProvider,
  readChange,
  submit,
} from './support/changes.ts';
import {
  type ConsoleUnderTest,
  startConsoleUnderTest,
} from './support/console-under-test.ts';
import { type Person, problemOf, refusalOf } from './support/person.ts';
import type { Answer } from './support/send.ts';

let console: ConsoleUnderTest;
let admin: Person;
let lead: Person;
let reviewer: Person;

beforeAll(async () => {
  console = await startConsoleUnderTest({ estate: ['esx-01'] });
  admin = await console.signIn('admin');
  lead = await console.signIn('lead');
  reviewer = await console.signIn('reviewer');
});
afterAll(() => console.stop());

function withdraw(person: Person, id: string): Promise<Answer> {
  return person.call('POST', `/api/changes/${id}/withdraw`, {});
}

async function secretsOf(id: string): Promise<number> {
  const rows = await console.db
    .selectFrom('change_secret')
    .select('id')
    .where('change_id', '=', id)
    .execute();
  return rows.length;
}

async function auditCodes(id: string): Promise<string[]> {
  const rows = await console.db
    .selectFrom('audit')
    .select('code')
    .where('object', '=', id)
    .orderBy('seq')
    .execute();
  return rows.map((row) => row.code);
}

describe('rejecting', () => {
  it('ends the change with who and why, and erases its secrets', async () => {
    const change = await submit(admin, newProvider(console));
    expect(await secretsOf(change.id)).toBe(1);
    const rejected = readChange(
      await decide(reviewer, 'reject', change, { comment: '  Wrong host.  ' }),
    );
    expect(rejected.state).toBe('rejected');
    expect(rejected.decisions).toEqual([
      expect.objectContaining({
        decision: 'reject',
        comment: 'Wrong host.',
        digest: change.digest,
        person: expect.objectContaining({ username: 'reviewer' }) as unknown,
      }),
    ]);
    expect(rejected.taskId).toBeNull();
    expect(await secretsOf(change.id)).toBe(0);
    expect(await auditCodes(change.id)).toEqual([
      'change.submitted',
      'change.rejected',
    ]);
  });

  it('keeps the field that the comment is about, for the requester and for the audit', async () => {
    const change = await submit(admin, newProvider(console));
    await decide(reviewer, 'reject', change, {
      comment: 'Another name, please.',
      fieldPointer: '/provider',
    });
    const seen = readChange(
      await admin.call('GET', `/api/changes/${change.id}`),
    );
    expect(seen.decisions).toEqual([
      expect.objectContaining({
        comment: 'Another name, please.',
        fieldPointer: '/provider',
      }),
    ]);
    const { row } = await console.db
      .selectFrom('audit')
      .select('row')
      .where('object', '=', change.id)
      .where('code', '=', 'change.rejected')
      .executeTakeFirstOrThrow();
    expect(row).toMatchObject({
      detail: `${change.reference}, about /provider`,
    });
  });

  it.each(['/elsewhere', 'provider', '/provider/0', '/__proto__'])(
    'refuses a comment about %s, which the change does not have, and decides nothing',
    async (fieldPointer) => {
      const change = await submit(admin, newProvider(console));
      const refused = await decide(reviewer, 'reject', change, {
        comment: 'No.',
        fieldPointer,
      });
      expect(refusalOf(refused)).toEqual({
        code: 'validation_failed',
        fields: ['/fieldPointer'],
      });
      const now = readChange(
        await admin.call('GET', `/api/changes/${change.id}`),
      );
      expect(now.state).toBe('pending');
    },
  );

  it.each([
    ['no comment', {}],
    ['a blank comment', { comment: ' \n ' }],
    ['a comment without end', { comment: 'x'.repeat(2001) }],
    ['a comment with control characters', { comment: 'a\u0007b' }],
  ])('needs a usable comment: %s', async (_what, more) => {
    const change = await submit(admin, newProvider(console));
    const answer = await decide(reviewer, 'reject', change, more);
    expect(refusalOf(answer)).toEqual({
      code: 'validation_failed',
      fields: ['/comment'],
    });
    expect((await look(admin, change.id)).state).toBe('pending');
  });

  it('is final', async () => {
    const change = await submit(admin, newProvider(console));
    await decide(reviewer, 'reject', change);
    for (const answer of [
      await decide(lead, 'approve', change),
      await decide(lead, 'reject', change),
    ]) {
      expect(problemOf(answer).code).toBe('already_decided');
    }
    expect(problemOf(await withdraw(admin, change.id)).code).toBe(
      'invalid_state',
    );
  });
});

describe('withdrawing', () => {
  it('ends one’s own pending change and erases its secrets', async () => {
    const change = await submit(admin, newProvider(console));
    const withdrawn = readChange(await withdraw(admin, change.id));
    expect(withdrawn.state).toBe('withdrawn');
    expect(await secretsOf(change.id)).toBe(0);
    expect(await auditCodes(change.id)).toEqual([
      'change.submitted',
      'change.withdrawn',
    ]);
    const late = await decide(reviewer, 'approve', change);
    expect(problemOf(late).code).toBe('invalid_state');
  });

  it('is for its requester only', async () => {
    const change = await submit(admin, newProvider(console));
    for (const person of [lead, reviewer]) {
      expect(problemOf(await withdraw(person, change.id)).code).toBe(
        'forbidden',
      );
    }
    expect((await look(admin, change.id)).state).toBe('pending');
  });

  it('is too late once somebody has approved', async () => {
    const change = await submit(admin, newProvider(console));
    await approve(reviewer, change);
    expect(problemOf(await withdraw(admin, change.id)).code).toBe(
      'invalid_state',
    );
  });

  it('and approving at once have one winner', async () => {
    for (let round = 0; round < 8; round += 1) {
      const change = await submit(admin, newProvider(console));
      const answers = await Promise.all([
        withdraw(admin, change.id),
        decide(reviewer, 'approve', change),
        decide(lead, 'reject', change),
      ]);
      expect(answers.filter((each) => each.status === 200)).toHaveLength(1);
      const after = await look(admin, change.id);
      const isApproved = answers[1]?.status === 200;
      expect(after.taskId !== null).toBe(isApproved);
    }
  });
});
