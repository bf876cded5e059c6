import { personDetail, session, type Session } from '@keyward/contract';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import {
  type OrganisationPerson,
  type RunningIdentityProvider,
  startIdentityProvider,
} from '../support/identity-provider.ts';
import { callAs } from '../support/person.ts';
import type { Browser, Page } from './browser.ts';
import {
  countSessions,
  type Organisation,
  PUBLIC_URL,
  REDIRECT_URI,
  signInAs,
  startConsoleWith,
} from './organisation.ts';

const INES: OrganisationPerson = {
  sub: 'u-1',
  username: 'ines',
  name: 'Ines Ibarra',
  email: 'ines@example.org',
  groups: ['key-admins', 'everybody'],
};
const RAUL: OrganisationPerson = {
  sub: 'u-2',
  username: 'raul',
  name: 'Raúl Rey',
  email: 'raul@example.org',
  groups: ['key-reviewers'],
};
const NOBODY: OrganisationPerson = {
  sub: 'u-3',
  username: 'nora',
  name: 'Nora No-Role',
  email: 'nora@example.org',
  groups: ['everybody'],
};
/** Somebody who calls themselves as an account of this console is called, and has its address. */
const PRETENDER: OrganisationPerson = {
  sub: 'u-4',
  username: 'Admin',
  name: 'Ada Admin',
  email: 'admin',
  groups: ['key-reviewers'],
};

let provider: RunningIdentityProvider;
let organisation: Organisation;

beforeEach(async () => {
  provider = await startIdentityProvider({
    redirectUris: [REDIRECT_URI],
    people: [INES, RAUL, NOBODY, PRETENDER],
  });
  organisation = await startConsoleWith(provider, {
    'key-admins': ['security_admin'],
    'key-reviewers': ['reviewer'],
  });
});
afterEach(async () => {
  await organisation.stop();
  await provider.stop();
});

function cookieIn(browser: Browser): string {
  return `keyward=${browser.cookie('keyward.test', 'keyward') ?? ''}`;
}

async function whoIs(browser: Browser): Promise<Session> {
  const answer = await callAs(
    organisation.console,
    cookieIn(browser),
    'GET',
    '/api/session',
  );
  expect(answer.status).toBe(200);
  return session.parse(answer.body);
}

async function statusOf(cookie: string): Promise<number> {
  const { console } = organisation;
  return (await callAs(console, cookie, 'GET', '/api/session')).status;
}

async function rolesOf(
  personId: string,
): Promise<{ role: string; source: string; granted_at: Date }[]> {
  return organisation.console.db
    .selectFrom('person_role')
    .select(['role', 'source', 'granted_at'])
    .where('person_id', '=', personId)
    .orderBy('role')
    .execute();
}

async function auditCodes(): Promise<string[]> {
  const rows = await organisation.console.db
    .selectFrom('audit')
    .select('code')
    .orderBy('seq')
    .execute();
  return rows.map((row) => row.code);
}

function expectRefusal(page: Page, code: string): void {
  expect(page.text).toContain(`<code>${code}</code>`);
  expect(page.headers['set-cookie']).toBeUndefined();
}

describe('signing in with the organisation', () => {
  it('makes a person of somebody new, with the roles of their groups', async () => {
    const browser = organisation.browser();
    const page = await signInAs(browser, INES.sub, '?returnTo=/changes%3Fq=a');
    expect(page.url.href).toBe(`${PUBLIC_URL}/changes?q=a`);
    const me = await whoIs(browser);
    expect(me.person).toMatchObject({
      username: 'ines',
      displayName: 'Ines Ibarra',
    });
    expect(me.roles).toEqual(['security_admin']);
    expect(me.proof.method).toBe('oidc');
    const seen = await callAs(
      organisation.console,
      cookieIn(browser),
      'GET',
      `/api/people/${me.person.id}`,
    );
    expect(personDetail.parse(seen.body)).toMatchObject({
      email: 'ines@example.org',
      identities: [{ iss: provider.issuer, sub: INES.sub }],
      roles: [{ role: 'security_admin', source: 'idp' }],
    });
    expect(await auditCodes()).toEqual(
      expect.arrayContaining([
        'person.created',
        'person.roles_synced',
        'session.started',
      ]),
    );
  });

  it('answers the way back with a page of this site, which alone carries the cookie on', async () => {
    const browser = organisation.browser();
    await signInAs(browser, INES.sub);
    const callback = browser.visited.find((each) =>
      each.pathname.endsWith('/callback'),
    );
    expect(browser.visited.at(-1)?.href).toBe(`${PUBLIC_URL}/`);
    expect(callback).toBeDefined();
    expect(browser.cookie('keyward.test', 'keyward-oidc')).toBeNull();
    const answered = organisation.console.answers.join('\n');
    expect(answered).not.toContain('code=');
  });

  it('sets an attempt’s cookie for ten minutes that scripts cannot read', async () => {
    const started = await organisation.console.send({
      method: 'GET',
      path: '/api/session/oidc',
    });
    expect(started.status).toBe(302);
    const [line, ...more] = started.headers['set-cookie'] ?? [];
    expect(more).toEqual([]);
    expect(line?.split('; ').slice(1).sort()).toEqual([
      'HttpOnly',
      'Max-Age=600',
      'Path=/',
      'SameSite=Lax',
    ]);
    const query = new URL(started.headers.location ?? '').searchParams;
    for (const name of ['state', 'nonce']) {
      expect(line).not.toContain(query.get(name));
    }
    expect(query.has('client_secret')).toBe(false);
  });

  it('finds the same person the second time, in another browser', async () => {
    const first = organisation.browser();
    await signInAs(first, INES.sub);
    const second = organisation.browser();
    await signInAs(second, INES.sub);
    expect((await whoIs(second)).person.id).toBe(
      (await whoIs(first)).person.id,
    );
  });

  it('ends the session that the browser had before', async () => {
    const browser = organisation.browser();
    await signInAs(browser, INES.sub);
    const before = cookieIn(browser);
    await signInAs(browser, INES.sub);
    expect(cookieIn(browser)).not.toBe(before);
    expect(await statusOf(before)).toBe(401);
    expect(await statusOf(cookieIn(browser))).toBe(200);
  });

  it('gives somebody without a mapped group no session and leaves nothing behind', async () => {
    const page = await signInAs(organisation.browser(), NOBODY.sub);
    expect(page.status).toBe(403);
    expectRefusal(page, 'no_role');
    expect(await countSessions(organisation.console)).toBe(0);
    const people = await organisation.console.db
      .selectFrom('person')
      .select('username')
      .execute();
    expect(people.map((each) => each.username)).not.toContain('nora');
  });

  it('never takes the name or the account of somebody who is here already', async () => {
    const browser = organisation.browser();
    await signInAs(browser, PRETENDER.sub);
    const me = await whoIs(browser);
    expect(me.person.username).toBe('admin-2');
    expect(me.roles).toEqual(['reviewer']);
    const local = await organisation.console.signIn('admin');
    expect(local.id).not.toBe(me.person.id);
  });

  it('says who cancelled when somebody cancels at the provider', async () => {
    const page = await signInAs(organisation.browser(), '');
    expectRefusal(page, 'declined');
  });

  it('refuses whoever is disabled here, and audits it', async () => {
    const browser = organisation.browser();
    await signInAs(browser, INES.sub);
    const { person } = await whoIs(browser);
    await organisation.console.db
      .updateTable('person')
      .set({ disabled_at: new Date() })
      .where('id', '=', person.id)
      .execute();
    const page = await signInAs(organisation.browser(), INES.sub);
    expectRefusal(page, 'disabled');
    expect(await auditCodes()).toContain('session.refused');
  });
});

describe('groups that change', () => {
  it('takes the role of a lost group, keeps the rest with their dates, and ends the sessions from before', async () => {
    provider.setGroups(INES.sub, ['key-admins', 'key-reviewers']);
    const before = organisation.browser();
    await signInAs(before, INES.sub);
    const { person } = await whoIs(before);
    const held = await rolesOf(person.id);
    expect(held.map((each) => each.role)).toEqual([
      'reviewer',
      'security_admin',
    ]);
    provider.setGroups(INES.sub, ['key-reviewers']);
    const after = organisation.browser();
    await signInAs(after, INES.sub);
    expect((await whoIs(after)).roles).toEqual(['reviewer']);
    expect(await rolesOf(person.id)).toEqual([held[0]]);
    expect(await statusOf(cookieIn(before))).toBe(401);
  });

  it('dates a role from when its group was seen, so that older changes cannot be decided with it', async () => {
    const browser = organisation.browser();
    await signInAs(browser, INES.sub);
    const { person } = await whoIs(browser);
    const [first] = await rolesOf(person.id);
    provider.setGroups(INES.sub, ['key-admins', 'key-reviewers']);
    await signInAs(organisation.browser(), INES.sub);
    const [reviewer, admin] = await rolesOf(person.id);
    expect(admin).toEqual(first);
    expect(reviewer?.granted_at.getTime()).toBeGreaterThan(
      first?.granted_at.getTime() ?? Infinity,
    );
  });

  it('leaves the roles alone that a change of the console gave', async () => {
    const browser = organisation.browser();
    await signInAs(browser, INES.sub);
    const { person } = await whoIs(browser);
    await organisation.console.db
      .insertInto('person_role')
      .values({ person_id: person.id, role: 'helpdesk', source: 'console' })
      .execute();
    provider.setGroups(INES.sub, []);
    const after = organisation.browser();
    await signInAs(after, INES.sub);
    expect((await whoIs(after)).roles).toEqual(['helpdesk']);
  });

  it('refuses whoever has lost the last group, and ends the sessions that are open', async () => {
    const browser = organisation.browser();
    await signInAs(browser, INES.sub);
    const { person } = await whoIs(browser);
    provider.setGroups(INES.sub, ['everybody']);
    const page = await signInAs(organisation.browser(), INES.sub);
    expectRefusal(page, 'no_role');
    expect(await rolesOf(person.id)).toEqual([]);
    expect(await statusOf(cookieIn(browser))).toBe(401);
  });
});

describe('proving again who one is', () => {
  it('asks at the provider even when it knows, and gives the session another token and a new proof', async () => {
    const browser = organisation.browser();
    await signInAs(browser, INES.sub);
    const old = cookieIn(browser);
    await organisation.console.db
      .updateTable('session')
      .set({ proved_at: new Date(Date.now() - 3_600_000) })
      .execute();
    const asked = await browser.follow(
      `${PUBLIC_URL}/api/session/oidc?purpose=step-up&returnTo=/people`,
      new URL(PUBLIC_URL),
    );
    expect(asked.text).toContain('who are you');
    const page = await browser.submit(asked, { sub: INES.sub });
    expect(page.url.href).toBe(`${PUBLIC_URL}/people`);
    expect(await statusOf(old)).toBe(401);
    const me = await whoIs(browser);
    expect(Date.now() - Date.parse(me.proof.at)).toBeLessThan(60_000);
    expect(await countSessions(organisation.console)).toBe(1);
    expect(await auditCodes()).toContain('session.stepped_up');
  });

  it('is refused to another person, and the session stays as it was', async () => {
    await signInAs(organisation.browser(), RAUL.sub);
    const browser = organisation.browser();
    await signInAs(browser, INES.sub);
    const old = cookieIn(browser);
    // Somebody else's account is open at the provider meanwhile.
    browser.forget('127.0.0.1');
    const page = await signInAs(browser, RAUL.sub, '?purpose=step-up');
    expectRefusal(page, 'another_person');
    expect(await statusOf(old)).toBe(200);
    expect(await auditCodes()).toContain('session.refused');
  });

  it('is refused without a session', async () => {
    const page = await signInAs(
      organisation.browser(),
      INES.sub,
      '?purpose=step-up',
    );
    expectRefusal(page, 'not_signed_in');
    expect(page.url.pathname).toBe('/api/session/oidc');
  });

  it('is refused when the session ended on the way', async () => {
    const browser = organisation.browser();
    await signInAs(browser, INES.sub);
    const asked = await browser.follow(
      `${PUBLIC_URL}/api/session/oidc?purpose=step-up`,
      new URL(PUBLIC_URL),
    );
    await organisation.console.db
      .updateTable('session')
      .set({ revoked_at: new Date() })
      .execute();
    const page = await browser.submit(asked, { sub: INES.sub });
    expectRefusal(page, 'not_signed_in');
  });
});

describe('adding the organisation’s identity to a local account', () => {
  async function signedInLocally(): Promise<{ browser: Browser; id: string }> {
    const person = await organisation.console.signIn('helpdesk');
    const browser = organisation.browser();
    browser.setCookie('keyward.test', `${person.cookie}; SameSite=Strict`);
    return { browser, id: person.id };
  }

  it('leads both ways to one person', async () => {
    const { browser, id } = await signedInLocally();
    const page = await signInAs(
      browser,
      RAUL.sub,
      '?purpose=link&returnTo=/account',
    );
    expect(page.url.pathname).toBe('/account');
    expect(await auditCodes()).toContain('identity.linked');
    const other = organisation.browser();
    await signInAs(other, RAUL.sub);
    const me = await whoIs(other);
    expect(me.person.id).toBe(id);
    expect(me.roles).toEqual(['helpdesk', 'reviewer']);
  });

  it('is refused when the identity is somebody else’s', async () => {
    await signInAs(organisation.browser(), RAUL.sub);
    const { browser, id } = await signedInLocally();
    const page = await signInAs(browser, RAUL.sub, '?purpose=link');
    expectRefusal(page, 'belongs_to_another');
    const identities = await organisation.console.db
      .selectFrom('identity')
      .select('iss')
      .where('person_id', '=', id)
      .execute();
    expect(identities).toEqual([{ iss: 'local' }]);
  });

  it('is refused long after the last proof', async () => {
    const { browser } = await signedInLocally();
    await organisation.console.db
      .updateTable('session')
      .set({ proved_at: new Date(Date.now() - 3_600_000) })
      .execute();
    const page = await signInAs(browser, RAUL.sub, '?purpose=link');
    expectRefusal(page, 'proof_needed');
  });

  it('cannot be begun from another site', async () => {
    const { browser } = await signedInLocally();
    const page = await browser.follow(
      `${PUBLIC_URL}/api/session/oidc?purpose=link`,
      new URL('https://attacker.example/'),
    );
    expectRefusal(page, 'not_signed_in');
  });
});

describe('where a sign-in leads', () => {
  it.each([
    'https://attacker.example/',
    '//attacker.example/',
    '/\\attacker.example/',
    '/./\\attacker.example',
    '/..//attacker.example/',
    'javascript:alert(1)',
    '/\t/attacker.example/',
  ])('is never another place: %j', async (returnTo) => {
    const browser = organisation.browser();
    const page = await signInAs(
      browser,
      INES.sub,
      `?returnTo=${encodeURIComponent(returnTo)}`,
    );
    expect(page.url.origin).toBe(PUBLIC_URL);
    expect(browser.visited.at(-1)?.origin).toBe(PUBLIC_URL);
  });
});

it(
  'makes one person of somebody who comes in three browsers at once',
  { timeout: 60_000 },
  async () => {
    const browsers = [1, 2, 3].map(() => organisation.browser());
    await Promise.all(browsers.map((each) => signInAs(each, INES.sub)));
    const people = await Promise.all(
      browsers.map(async (each) => (await whoIs(each)).person.id),
    );
    expect(new Set(people).size).toBe(1);
  },
);

it(
  'goes on at another replica than the one it began at, and there only once',
  { timeout: 90_000 },
  async () => {
    const { console } = organisation;
    const replica = await startConsoleWith(
      provider,
      { 'key-admins': ['security_admin'] },
      {
        DATABASE_URL: console.databaseUrl,
        KEYWARD_KEK_FILE: join(console.dataDir, 'demo-key-encryption-key'),
      },
    );
    try {
      const browser = organisation.browser();
      const asked = await browser.open(`${PUBLIC_URL}/api/session/oidc`);
      const attempt = browser.cookie('keyward.test', 'keyward-oidc');
      const there = replica.browser();
      there.setCookie(
        'keyward.test',
        `keyward-oidc=${String(attempt)}; SameSite=Lax`,
      );
      there.adopt(browser, '127.0.0.1');
      const page = await there.submit(asked, { sub: INES.sub });
      expect(page.url.href).toBe(`${PUBLIC_URL}/`);
      const callback = there.visited.find((each) =>
        each.pathname.endsWith('/callback'),
      );
      expectRefusal(await browser.open(String(callback)), 'expired');
      expect(await countSessions(console)).toBe(1);
    } finally {
      await replica.stop();
    }
  },
);

it('reads groups from the user-info endpoint where the token has none', async () => {
  const other = await startIdentityProvider({
    redirectUris: [REDIRECT_URI],
    people: [INES],
    groupsFromUserInfo: true,
  });
  const there = await startConsoleWith(other, {
    'key-admins': ['security_admin'],
  });
  try {
    const page = await signInAs(there.browser(), INES.sub);
    expect(page.url.href).toBe(`${PUBLIC_URL}/`);
    expect(await countSessions(there.console)).toBe(1);
  } finally {
    await there.stop();
    await other.stop();
  }
});

it('slows down whoever starts too often', async () => {
  const statuses: number[] = [];
  for (let each = 0; each < 61; each += 1) {
    const { status } = await organisation.console.send({
      method: 'GET',
      path: '/api/session/oidc',
    });
    statuses.push(status);
  }
  expect(statuses.slice(0, 60)).toEqual(Array.from({ length: 60 }, () => 302));
  expect(statuses[60]).toBe(429);
});
