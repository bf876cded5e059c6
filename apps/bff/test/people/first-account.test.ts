import { session, signInMethods } from '@keyward/contract';
import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { chmod, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { startConsoleUnderTest } from '../support/console-under-test.ts';
import { callAs, cookieOf, problemOf, refusalOf } from '../support/person.ts';
import {
  type ProductionConsole,
  startProductionConsole,
} from '../support/production-console.ts';
import type { Answer } from '../support/send.ts';

const PASSWORD = 'a quiet harbour at dawn';

let console: ProductionConsole;
beforeEach(async () => {
  console = await startProductionConsole();
});
afterEach(() => console.stop());

function tokenFile(): string {
  return join(console.dataDir, 'first-account-token');
}

async function readToken(): Promise<string> {
  return (await readFile(tokenFile(), 'utf8')).trim();
}

function createFirst(
  token: string,
  username = 'founder',
  password = PASSWORD,
): Promise<Answer> {
  return console.call('POST', '/api/first-account', {
    token,
    username,
    displayName: 'Fiona First',
    password,
  });
}

async function isOffered(): Promise<boolean> {
  const answer = await console.call('GET', '/api/session/methods');
  return signInMethods.parse(answer.body).firstAccount;
}

async function countPeople(): Promise<number> {
  const people = await console.db.selectFrom('person').select('id').execute();
  return people.length;
}

describe('the first account of production', () => {
  it('is made with the token that only the host’s owner can read, and then never again', async () => {
    expect((await stat(tokenFile())).mode & 0o777).toBe(0o600);
    expect(await isOffered()).toBe(true);
    const token = await readToken();
    const answer = await createFirst(token);
    expect(answer.status).toBe(201);
    expect(session.parse(answer.body)).toMatchObject({
      person: { username: 'founder', displayName: 'Fiona First' },
      roles: ['security_admin'],
      mode: 'production',
      passkey: { rule: 'required', registered: 0 },
    });
    expect(existsSync(tokenFile())).toBe(false);
    expect(await isOffered()).toBe(false);
    const again = problemOf(await createFirst(token, 'second'));
    expect(again).toMatchObject({ code: 'not_found', status: 404 });
    expect(await countPeople()).toBe(1);
  });

  it('gets the cookie that browsers tie to this host and to TLS', async () => {
    const answer = await createFirst(await readToken());
    const [cookie = ''] = answer.headers['set-cookie'] ?? [];
    expect(cookie).toMatch(/^__Host-keyward=[A-Za-z0-9_-]{43}; /);
    expect(cookie.split('; ').slice(1).sort()).toEqual(
      expect.arrayContaining([
        'HttpOnly',
        'Path=/',
        'SameSite=Strict',
        'Secure',
      ]),
    );
    expect(cookie).not.toContain('Domain');
    const me = (header: string): Promise<Answer> =>
      console.call('GET', '/api/session', undefined, { cookie: header });
    expect((await me(cookieOf(answer))).status).toBe(200);
    // The same token under the name that a sibling host could plant opens nothing.
    expect((await me(cookieOf(answer).replace('__Host-', ''))).status).toBe(
      401,
    );
  });

  it('is one, also when several try at the same moment', async () => {
    const token = await readToken();
    const answers = await Promise.all(
      ['one', 'two', 'three', 'four'].map((name) => createFirst(token, name)),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([
      201, 404, 404, 404,
    ]);
    expect(await countPeople()).toBe(1);
  });

  it('needs the token itself, and trying many is slowed', async () => {
    const token = await readToken();
    const flipped = token.startsWith('A')
      ? `B${token.slice(1)}`
      : `A${token.slice(1)}`;
    const wrong = [
      flipped,
      `${token}A`,
      token.toLowerCase() === token ? token.toUpperCase() : token.toLowerCase(),
      ...Array.from({ length: 27 }, () =>
        randomBytes(32).toString('base64url'),
      ),
    ];
    for (const each of wrong) {
      expect(problemOf(await createFirst(each)).code).toBe('not_found');
    }
    expect(problemOf(await createFirst(token)).code).toBe('rate_limited');
    expect(await countPeople()).toBe(0);
  });

  it('needs a password that is worth something', async () => {
    const token = await readToken();
    for (const weak of ['short', 'keyward-demo', 'founder of it all']) {
      expect(
        refusalOf(await createFirst(token, 'founder', weak)).fields,
      ).toEqual(['/password']);
    }
    expect(await countPeople()).toBe(0);
  });

  it('keeps its token over a restart, and out of log, answers and database', async () => {
    const token = await readToken();
    await console.restart();
    expect(await readToken()).toBe(token);
    expect(
      console.logged.filter((line) => line.includes(tokenFile())),
    ).toHaveLength(2);
    const answer = await createFirst(token);
    expect(answer.status).toBe(201);
    expect(answer.text).not.toContain(token);
    expect(console.logged.join('\n')).not.toContain(token);
    const rows = await console.db.selectFrom('audit').selectAll().execute();
    expect(rows.map(({ code }) => code)).toContain('first_account.created');
    expect(JSON.stringify(rows)).not.toContain(token);
  });

  it('takes no token from a file that others may have read', async () => {
    const token = await readToken();
    await chmod(tokenFile(), 0o644);
    expect(problemOf(await createFirst(token)).code).toBe('not_found');
    await console.restart();
    expect(await readToken()).not.toBe(token);
    expect((await stat(tokenFile())).mode & 0o777).toBe(0o600);
  });

  it('leaves no token behind once somebody exists', async () => {
    await createFirst(await readToken());
    await writeFile(tokenFile(), `${'x'.repeat(43)}\n`, { mode: 0o600 });
    await console.restart();
    expect(existsSync(tokenFile())).toBe(false);
  });

  it('must have a passkey before it invites anybody', async () => {
    const cookie = cookieOf(await createFirst(await readToken()));
    const invite = await console.call(
      'POST',
      '/api/people',
      { username: 'second', displayName: 'Second' },
      { cookie },
    );
    expect(problemOf(invite).code).toBe('passkey_required');
  });
});

it('is never offered by the demo', async () => {
  const demo = await startConsoleUnderTest();
  try {
    const methods = await callAs(demo, null, 'GET', '/api/session/methods');
    expect(signInMethods.parse(methods.body)).toEqual({
      mode: 'demo',
      oidc: null,
      firstAccount: false,
      sealed: false,
    });
    const file = join(demo.dataDir, 'first-account-token');
    expect(existsSync(file)).toBe(false);
    await writeFile(file, `${'x'.repeat(43)}\n`, { mode: 0o600 });
    const answer = await callAs(demo, null, 'POST', '/api/first-account', {
      token: 'x'.repeat(43),
      username: 'intruder',
      displayName: 'Intruder',
      password: PASSWORD,
    });
    expect(problemOf(answer).code).toBe('not_found');
  } finally {
    await demo.stop();
  }
});
