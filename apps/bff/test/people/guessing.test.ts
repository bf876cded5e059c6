import { connectDatabase } from '@keyward/database';
import {
  createTestDatabase,
  NEWEST_SCHEMA,
} from '@keyward/database/test-database';
import { afterEach, describe, expect, it } from 'vitest';

import { createLocalAccount } from '../../src/people/accounts.ts';
import { SignInLimits } from '../../src/people/sign-in-limits.ts';
import { signIn } from '../../src/people/sign-in.ts';
import {
  type ConsoleUnderTest,
  DEMO_PASSWORD,
  startConsoleUnderTest,
} from '../support/console-under-test.ts';
import { callAs, problemOf } from '../support/person.ts';
import type { Answer } from '../support/send.ts';

const scale = Number(process.env['KEYWARD_TEST_SCALE'] ?? '0.05');
/** Pairs that are compared: 200 at full scale. */
const PAIRS = Math.max(20, Math.round(200 * scale));

/** Twenty-five ways to write `admin` that mean the same account, or none. */
const SPELLINGS = [
  'admin',
  'ADMIN',
  'Admin',
  'aDmIn',
  ' admin',
  'admin ',
  '  admin  ',
  '\tadmin',
  'admin\n',
  'ad min',
  'a d m i n',
  '\u00a0admin',
  'admin\u3000',
  'ａｄｍｉｎ',
  'ＡＤＭＩＮ',
  'ａdmin',
  'ⓐⓓⓜⓘⓝ',
  '𝐚𝐝𝐦𝐢𝐧',
  'ad\u200bmin',
  'ad\u200dmin',
  '\ufeffadmin',
  'ad\u00admin',
  'admin\u2060',
  'ad\u0000min',
  'admin\u0000',
] as const;

let console: ConsoleUnderTest | undefined;
afterEach(async () => {
  await console?.stop();
  console = undefined;
});

async function startBehindProxy(): Promise<ConsoleUnderTest> {
  console = await startConsoleUnderTest({ env: { KEYWARD_TRUST_PROXY: '1' } });
  return console;
}

function trySignIn(
  on: ConsoleUnderTest,
  username: string,
  password: string,
  forwardedFor: string,
): Promise<Answer> {
  return callAs(
    on,
    null,
    'POST',
    '/api/session',
    { username, password },
    { 'x-forwarded-for': forwardedFor },
  );
}

describe('fifty wrong passwords in twenty-five spellings', () => {
  it('are five guesses; then the account is closed for that address and open elsewhere', async () => {
    expect(new Set(SPELLINGS).size).toBe(25);
    const on = await startBehindProxy();
    const codes: string[] = [];
    for (let each = 0; each < 50; each += 1) {
      const spelling = SPELLINGS[each % 25] ?? '';
      codes.push(
        problemOf(await trySignIn(on, spelling, 'wrong', '192.0.2.1')).code,
      );
    }
    const count = (code: string): number =>
      codes.filter((each) => each === code).length;
    expect(count('invalid_credentials')).toBe(5);
    // What no user name can hold is refused as text; the rest as one guess too many.
    expect(count('rate_limited') + count('validation_failed')).toBe(45);
    expect(count('rate_limited')).toBeGreaterThanOrEqual(41);
    const same = await trySignIn(on, 'admin', DEMO_PASSWORD, '192.0.2.1');
    expect(problemOf(same).code).toBe('rate_limited');
    const other = await trySignIn(on, 'admin', DEMO_PASSWORD, '192.0.2.2');
    expect(other.status).toBe(201);
  });

  it('of a name that nobody has are answered with the same words', async () => {
    const on = await startBehindProxy();
    const answers = async (name: string, from: string): Promise<unknown[]> => {
      const seen: unknown[] = [];
      for (let each = 0; each < 7; each += 1) {
        const read = problemOf(await trySignIn(on, name, 'wrong', from));
        const { code, title, status, nextStep } = read;
        seen.push({ code, title, status, nextStep });
      }
      return seen;
    };
    expect(await answers('nobody-at-all', '192.0.2.3')).toEqual(
      await answers('reviewer', '192.0.2.4'),
    );
  });

  it('take no other bucket by addresses that the client itself wrote', async () => {
    const on = await startBehindProxy();
    const codes: string[] = [];
    for (let each = 0; each < 8; each += 1) {
      // The proxy appends what it saw; everything left of it came with the request.
      const forged = `203.0.113.${String(each)}, 192.0.2.5`;
      codes.push(problemOf(await trySignIn(on, 'admin', 'wrong', forged)).code);
    }
    expect(codes.slice(5)).toEqual(Array(3).fill('rate_limited'));
  });
});

it('takes as long for a name that nobody has as for a wrong password', async () => {
  const testDatabase = await createTestDatabase(NEWEST_SCHEMA);
  const database = connectDatabase(testDatabase.url);
  const { db } = database;
  try {
    await db.transaction().execute((tx) =>
      createLocalAccount(tx, {
        username: 'known',
        displayName: 'Known',
        password: DEMO_PASSWORD,
        roles: [],
      }),
    );
    const tried = async (username: string): Promise<Cost> => {
      const began = performance.now();
      const worked = process.cpuUsage();
      await expect(
        signIn(
          db,
          new SignInLimits(),
          { username, password: 'wrong' },
          { requestId: '019b0000-0000-7000-8000-000000000001', ip: '::1' },
          { device: '', previousToken: null },
        ),
      ).rejects.toMatchObject({ code: 'invalid_credentials' });
      const { user, system } = process.cpuUsage(worked);
      return { ms: performance.now() - began, cpu: user + system };
    };
    await tried('known');
    await tried('unknown');
    const known: Cost[] = [];
    const unknown: Cost[] = [];
    for (let pair = 0; pair < PAIRS; pair += 1) {
      known.push(await tried('known'));
      unknown.push(await tried('unknown'));
    }
    // Work, not time: a machine that is busy says nothing about names. Without the decoy hash the unknown name would
    // cost a tenth.
    const ratio = total(unknown) / total(known);
    expect(ratio).toBeGreaterThan(0.5);
    expect(ratio).toBeLessThan(2);
    // The figure itself, in milliseconds, is for a run at full scale on a quiet machine.
    if (scale < 1) return;
    expect(Math.abs(median(known) - median(unknown))).toBeLessThan(5);
  } finally {
    await database.close();
    await testDatabase.drop();
  }
});

/** What one try took: milliseconds on the clock, microseconds of processor. */
interface Cost {
  ms: number;
  cpu: number;
}

function median(costs: readonly Cost[]): number {
  const times = costs.map(({ ms }) => ms).sort((a, b) => a - b);
  return times[times.length >> 1] ?? 0;
}

function total(costs: readonly Cost[]): number {
  return costs.reduce((sum, { cpu }) => sum + cpu, 0);
}
