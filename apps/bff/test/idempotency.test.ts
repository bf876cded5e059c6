import { isFullScale, tellFigure } from '@keyward/database/test-figures';
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import {
  decide,
  newKey,
  newProvider,
  readChange,
  trySubmit,
} from './support/changes.ts';
import {
  type ConsoleUnderTest,
  startConsoleUnderTest,
} from './support/console-under-test.ts';
import { type Person, problemOf } from './support/person.ts';
import type { Answer } from './support/send.ts';
import { waitFor } from './support/wait-for.ts';

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

function codeOf(answer: Answer): string {
  return problemOf(answer).code;
}

async function countChanges(): Promise<number> {
  const { count } = await console.db
    .selectFrom('change')
    .select((query) => query.fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow();
  return count;
}

async function storedKeys(
  key: string,
): Promise<{ change_id: string | null }[]> {
  return console.db
    .selectFrom('idempotency')
    .select('change_id')
    .where('key', '=', key)
    .execute();
}

describe('the key of a submission', () => {
  it.each([
    ['missing', {}],
    ['too short', { 'idempotency-key': 'x'.repeat(15) }],
    ['too long', { 'idempotency-key': 'x'.repeat(129) }],
    ['with a blank', { 'idempotency-key': `${'x'.repeat(16)} y` }],
    ['not printable', { 'idempotency-key': `${'x'.repeat(16)}\u00e9` }],
    ['empty', { 'idempotency-key': '' }],
  ])('is refused when it is %s', async (_what, headers) => {
    const before = await countChanges();
    const answer = await trySubmit(admin, newProvider(console), headers);
    expect(codeOf(answer)).toBe('idempotency_key_missing');
    expect(await countChanges()).toBe(before);
  });

  it.each([16, 128])('may have %d characters', async (length) => {
    const headers = {
      'idempotency-key': randomUUID().repeat(4).slice(0, length),
    };
    const answer = await trySubmit(admin, newProvider(console), headers);
    expect(answer.status).toBe(201);
    expect(answer.headers['idempotency-replayed']).toBeUndefined();
    expect(answer.headers.location).toBe(
      `/api/changes/${readChange(answer).id}`,
    );
  });

  it('used again with the same request answers with the change as it is now', async () => {
    const headers = newKey();
    const request = newProvider(console);
    const first = readChange(await trySubmit(admin, request, headers));
    await decide(reviewer, 'reject', first);
    const before = await countChanges();
    const again = await trySubmit(admin, request, headers);
    expect(again.status).toBe(201);
    expect(again.headers['idempotency-replayed']).toBe('true');
    expect(readChange(again)).toMatchObject({
      id: first.id,
      state: 'rejected',
    });
    expect(await countChanges()).toBe(before);
  });

  it('knows the same request by its meaning, not by its bytes', async () => {
    const headers = newKey();
    const request = newProvider(console);
    const first = readChange(await trySubmit(admin, request, headers));
    const reversed = Object.fromEntries(Object.entries(request).reverse());
    const again = await admin.call(
      'POST',
      '/api/changes',
      { ...reversed, reason: `  ${request.reason}\n` },
      headers,
    );
    expect(readChange(again).id).toBe(first.id);
  });

  it('used for another request is refused, also when only the secret differs', async () => {
    const headers = newKey();
    const request = newProvider(console);
    const first = readChange(await trySubmit(admin, request, headers));
    for (const other of [
      { ...request, reason: 'Another reason' },
      {
        ...request,
        input: { ...request.input, keyDerivationKey: 'another' },
      },
      { ...request, ticket: 'INC-7' },
    ]) {
      expect(codeOf(await trySubmit(admin, other, headers))).toBe(
        'idempotency_key_reused',
      );
    }
    const again = await trySubmit(admin, request, headers);
    expect(readChange(again).id).toBe(first.id);
  });

  it('is the person’s own', async () => {
    const headers = newKey();
    const request = newProvider(console);
    const mine = readChange(await trySubmit(admin, request, headers));
    const yours = readChange(await trySubmit(lead, request, headers));
    expect(yours.id).not.toBe(mine.id);
    expect(yours.requester.username).toBe('lead');
  });

  it('reveals nothing of the request it is stored with', async () => {
    const headers = newKey();
    await trySubmit(
      admin,
      newProvider(console, { keyDerivationKey: 'KWCANARY-fingerprint' }),
      headers,
    );
    const rows = await console.db
      .selectFrom('idempotency')
      .selectAll()
      .where('key', '=', headers['idempotency-key'])
      .execute();
    expect(rows[0]?.fingerprint).toMatch(/^[0-9a-f]{64}$/);
    expect(JSON.stringify(rows)).not.toContain('KWCANARY');
  });
});

describe('a key after a failure', () => {
  it('is free again after a refusal of ours', async () => {
    const headers = newKey();
    const request = newProvider(console);
    const refused = await trySubmit(
      admin,
      {
        ...request,
        input: { ...request.input, provider: 'nkp-cluster' },
      },
      headers,
    );
    expect(codeOf(refused)).toBe('preflight_failed');
    expect(await storedKeys(headers['idempotency-key'])).toEqual([]);
    expect((await trySubmit(admin, request, headers)).status).toBe(201);
  });

  it('is free again after a failure of the target', async () => {
    const headers = newKey();
    const request = newProvider(console);
    await console
      .control('esx-01')
      .fault('garbage', { method: 'GET', times: 5 });
    const failed = await trySubmit(admin, request, headers);
    expect(codeOf(failed)).toBe('upstream_protocol_error');
    expect(await storedKeys(headers['idempotency-key'])).toEqual([]);
    await console.control('esx-01').reset();
    expect((await trySubmit(admin, request, headers)).status).toBe(201);
  });

  it('is free again after its holder died', async () => {
    const headers = newKey();
    const request = newProvider(console);
    const first = readChange(await trySubmit(admin, request, headers));
    const asIfHeld = (leaseUntil: Date) =>
      console.db
        .updateTable('idempotency')
        .set({ change_id: null, lease_until: leaseUntil })
        .where('key', '=', headers['idempotency-key'])
        .execute();
    await asIfHeld(new Date(Date.now() + 60_000));
    const held = await trySubmit(admin, request, headers);
    expect(codeOf(held)).toBe('idempotency_in_flight');
    expect(held.headers['retry-after']).toBe('2');
    await asIfHeld(new Date(Date.now() - 1_000));
    const next = readChange(await trySubmit(admin, request, headers));
    expect(next.id).not.toBe(first.id);
  });

  it('counts for seven days', async () => {
    const headers = newKey();
    const request = newProvider(console);
    const first = readChange(await trySubmit(admin, request, headers));
    const days = 86_400_000;
    const age = async (ms: number): Promise<string> => {
      await console.pool.query(
        'update idempotency set created_at = $1 where key = $2',
        [new Date(Date.now() - ms), headers['idempotency-key']],
      );
      return readChange(await trySubmit(admin, request, headers)).id;
    };
    expect(await age(6.9 * days)).toBe(first.id);
    expect(await age(7.1 * days)).not.toBe(first.id);
  });
});

describe('the same request at once', () => {
  it('while the first is worked on is told to wait, and then gets its answer', async () => {
    const headers = newKey();
    const request = newProvider(console);
    await console.control('esx-01').fault('delay:700', { method: 'GET' });
    const first = trySubmit(admin, request, headers);
    await waitFor('the reservation', async () => {
      const rows = await storedKeys(headers['idempotency-key']);
      return rows.length === 1;
    });
    expect(codeOf(await trySubmit(admin, request, headers))).toBe(
      'idempotency_in_flight',
    );
    expect(
      codeOf(await trySubmit(admin, { ...request, reason: 'x' }, headers)),
    ).toBe('idempotency_key_reused');
    const { id } = readChange(await first);
    expect(readChange(await trySubmit(admin, request, headers)).id).toBe(id);
  });

  it('twenty times makes one change', async () => {
    const rounds = isFullScale ? 30 : 3;
    for (let round = 0; round < rounds; round += 1) {
      const headers = newKey();
      const request = newProvider(console);
      const before = await countChanges();
      const answers = await Promise.all(
        Array.from({ length: 20 }, () => trySubmit(admin, request, headers)),
      );
      expect(await countChanges()).toBe(before + 1);
      const done = answers.filter((each) => each.status === 201);
      expect(new Set(done.map((each) => readChange(each).id)).size).toBe(1);
      const others = answers.filter((each) => each.status !== 201);
      expect(
        others.every((each) => codeOf(each) === 'idempotency_in_flight'),
      ).toBe(true);
      expect(done.length).toBeGreaterThan(0);
    }
    tellFigure('F15 same request at once, rounds', rounds, { of: rounds });
  });
});
