import { session } from '@keyward/contract';
import { tellFigure } from '@keyward/database/test-figures';
import {
  afterAll,
  afterEach,
  beforeAll,
  beforeEach,
  describe,
  expect,
  it,
} from 'vitest';

import { callAs } from '../support/person.ts';
import type { Browser, Page } from './browser.ts';
import {
  type EvilProvider,
  type Faults,
  startEvilProvider,
} from './evil-provider.ts';
import {
  countSessions,
  type Organisation,
  PUBLIC_URL,
  signInAs,
  startConsoleWith,
} from './organisation.ts';

let provider: EvilProvider;
let organisation: Organisation;

async function begin(): Promise<void> {
  provider = await startEvilProvider();
  organisation = await startConsoleWith(provider, {
    'key-admins': ['security_admin'],
  });
}
async function end(): Promise<void> {
  await organisation.stop();
  await provider.stop();
}

/** For what is refused whatever was refused before; the console knows the provider's metadata and keys by then. */
function beginOnce(): void {
  beforeAll(begin);
  afterAll(end);
}

function beginForEach(): void {
  beforeEach(begin);
  afterEach(end);
}

async function tryWith(faults: Faults): Promise<Page> {
  provider.faults = faults;
  return signInAs(organisation.browser(), 'u-1');
}

/** The refusal: a page of our own words, no session, and neither people nor identities left behind. */
async function expectRefused(page: Page, code: string): Promise<void> {
  expect(page.text).toContain(`<code>${code}</code>`);
  expect(page.headers['content-type']).toBe('text/html; charset=utf-8');
  expect(page.headers['set-cookie']).toBeUndefined();
  expect(await countSessions(organisation.console)).toBe(0);
  const identities = await organisation.console.db
    .selectFrom('identity')
    .select('sub')
    .where('iss', '<>', 'local')
    .execute();
  expect(identities).toEqual([]);
}

const seconds = (): number => Math.floor(Date.now() / 1000);

describe('an honest provider', () => {
  beginForEach();

  it('signs in, so that what is refused below is refused for its fault', async () => {
    const page = await tryWith({});
    expect(page.status).toBe(200);
    expect(page.url.href).toBe(`${PUBLIC_URL}/`);
    expect(await countSessions(organisation.console)).toBe(1);
  });

  it('is asked with PKCE, state, nonce and exactly our redirect URI', async () => {
    await tryWith({});
    const [asked] = provider.authorizationRequests;
    expect(asked?.get('redirect_uri')).toBe(
      `${PUBLIC_URL}/api/session/oidc/callback`,
    );
    expect(asked?.get('response_type')).toBe('code');
    expect(asked?.get('code_challenge_method')).toBe('S256');
    for (const name of ['state', 'nonce', 'code_challenge']) {
      expect(asked?.get(name)?.length).toBeGreaterThanOrEqual(43);
    }
    expect(provider.tokenRequests[0]?.get('code_verifier')).toMatch(
      /^[0-9a-f]{64}$/,
    );
  });
});

describe('a token that is not for this sign-in', () => {
  beginOnce();

  it.each<[string, Faults]>([
    [
      'another audience',
      { claims: (claims) => ({ ...claims, aud: 'another-client' }) },
    ],
    [
      'another issuer',
      { claims: (claims) => ({ ...claims, iss: 'https://idp.example' }) },
    ],
    [
      'another nonce',
      { claims: (claims) => ({ ...claims, nonce: 'of-another-sign-in' }) },
    ],
    ['no nonce', { claims: (claims) => ({ ...claims, nonce: undefined }) }],
    ['an empty signature', { unsigned: true }],
    [
      'an end that has passed',
      { claims: (claims) => ({ ...claims, exp: seconds() - 120 }) },
    ],
    [
      'an issue date in the future',
      {
        claims: (claims) => ({
          ...claims,
          iat: seconds() + 600,
          exp: seconds() + 900,
        }),
      },
    ],
    ['the signature of another key', { foreignKey: true }],
  ])('is refused with %s', async (_, faults) => {
    await expectRefused(await tryWith(faults), 'not_accepted');
  });
});

describe('a token of a provider whose keys or metadata are wrong', () => {
  beginForEach();

  it.each<[string, Faults]>([
    [
      'no signature and the algorithm "none"',
      {
        unsigned: true,
        header: { alg: 'none' },
        metadata: (metadata) => ({
          ...metadata,
          id_token_signing_alg_values_supported: ['none', 'ES256'],
        }),
      },
    ],
    ['the keys of somebody else published', { swappedKeys: true }],
  ])('is refused with %s', async (_, faults) => {
    await expectRefused(await tryWith(faults), 'not_accepted');
  });

  it('is refused when keys are exchanged between two sign-ins', async () => {
    expect((await tryWith({})).status).toBe(200);
    await organisation.console.db.deleteFrom('session').execute();
    const page = await tryWith({ foreignKey: true });
    expect(page.text).toContain('not_accepted');
    expect(await countSessions(organisation.console)).toBe(0);
  });
});

describe('a way back that says something else', () => {
  beginOnce();

  it.each<[string, Faults, string]>([
    [
      'without a state',
      { callback: (query) => query.delete('state') },
      'not_accepted',
    ],
    [
      'with another state',
      { callback: (query) => query.set('state', 'f'.repeat(64)) },
      'not_accepted',
    ],
    [
      'with the issuer of another provider (mix-up)',
      { callback: (query) => query.set('iss', 'https://idp.example') },
      'not_accepted',
    ],
    [
      'without the issuer that the provider promises',
      { callback: (query) => query.delete('iss') },
      'not_accepted',
    ],
    [
      'with a code that the provider never gave',
      { callback: (query) => query.set('code', 'guessed') },
      'not_accepted',
    ],
    [
      'with the provider’s refusal instead of a code',
      {
        callback: (query) => {
          query.delete('code');
          query.set('error', 'access_denied');
          query.set('error_description', '<img src=x onerror=alert(1)>');
        },
      },
      'declined',
    ],
  ])('is refused %s', async (_, faults, code) => {
    const page = await tryWith(faults);
    await expectRefused(page, code);
    expect(page.text).not.toContain('onerror');
  });
});

describe('a way back that is not of this sign-in', () => {
  beginForEach();

  it('is refused a second time, with code and cookie as they were', async () => {
    const browser = organisation.browser();
    let cookie: string | null = null;
    provider.faults = {
      callback: () => (cookie = browser.cookie('keyward.test', 'keyward-oidc')),
    };
    expect((await signInAs(browser, 'u-1')).status).toBe(200);
    const callback = browser.visited.find((each) =>
      each.pathname.endsWith('/callback'),
    );
    expect(cookie).not.toBeNull();
    await organisation.console.db.deleteFrom('session').execute();
    const thief = organisation.browser();
    thief.setCookie(
      'keyward.test',
      `keyward-oidc=${String(cookie)}; SameSite=Lax`,
    );
    const tokenRequests = provider.tokenRequests.length;
    const page = await thief.open(String(callback));
    expect(page.text).toContain('<code>expired</code>');
    expect(provider.tokenRequests.length).toBe(tokenRequests);
    expect(await countSessions(organisation.console)).toBe(0);
  });

  it('is refused in a browser that did not start it', async () => {
    const browser = organisation.browser();
    const started = await browser.request(
      new URL(`${PUBLIC_URL}/api/session/oidc`),
      null,
    );
    const other = organisation.browser();
    const page = await other.open(String(started.headers.location));
    await expectRefused(page, 'expired');
    expect(provider.tokenRequests).toEqual([]);
  });

  it.each([
    ['altered', (value: string) => `A${value.slice(1)}`],
    ['without its tag', (value: string) => value.split('.')[0] ?? ''],
    [
      'with a tag of another text',
      (value: string) =>
        `${Buffer.from('{}').toString('base64url')}.${value.split('.')[1] ?? ''}`,
    ],
  ])('is refused with a cookie that was %s', async (_, alter) => {
    const browser = organisation.browser();
    const started = await browser.request(
      new URL(`${PUBLIC_URL}/api/session/oidc`),
      null,
    );
    const value = browser.cookie('keyward.test', 'keyward-oidc') ?? '';
    browser.setCookie(
      'keyward.test',
      `keyward-oidc=${alter(value)}; SameSite=Lax`,
    );
    const page = await browser.follow(
      String(started.headers.location),
      started.url,
    );
    await expectRefused(page, 'expired');
  });

  it('uses nothing up for a request that only looks', async () => {
    const browser = organisation.browser();
    const started = await browser.request(
      new URL(`${PUBLIC_URL}/api/session/oidc`),
      null,
    );
    const back = await browser.request(
      new URL(String(started.headers.location)),
      started.url,
    );
    const callback = new URL(String(back.headers.location));
    const cookie = `keyward-oidc=${String(browser.cookie('keyward.test', 'keyward-oidc'))}`;
    const path = `${callback.pathname}${callback.search}`;
    for (const looked of [
      { method: 'HEAD', path, headers: { cookie } },
      {
        method: 'GET',
        path,
        headers: { cookie, 'sec-purpose': 'prefetch;prerender' },
      },
    ]) {
      const answer = await organisation.console.send(looked);
      expect(answer.status).toBe(204);
      expect(answer.headers['set-cookie']).toBeUndefined();
    }
    expect(provider.tokenRequests).toEqual([]);
    const page = await browser.open(callback.href);
    expect(page.url.pathname).toBe('/');
    expect(await countSessions(organisation.console)).toBe(1);
  });
});

describe('a provider that answers too much, too late or elsewhere', () => {
  beginForEach();

  it.each<[string, Faults]>([
    ['keys of two megabytes', { hugeKeys: true }],
    ['keys that drip a byte at a time', { slowKeys: true }],
    ['a token that never comes', { silentToken: true }],
  ])('is refused with %s', { timeout: 60_000 }, async (_, faults) => {
    const begun = performance.now();
    await expectRefused(await tryWith(faults), 'away');
    expect(performance.now() - begun).toBeLessThan(30_000);
  });

  it('is not followed to another address', async () => {
    await expectRefused(await tryWith({ redirectToken: true }), 'not_accepted');
    expect(provider.asked).not.toContain('/elsewhere');
  });

  it('is refused when it says that it is another', async () => {
    const page = await tryWith({
      metadata: (metadata) => ({ ...metadata, issuer: 'https://idp.example' }),
    });
    await expectRefused(page, 'away');
    expect(page.status).toBe(502);
  });

  it('says so, keeps whoever is signed in, lets local accounts in, and works again when it is back', async () => {
    const before = await organisation.console.signIn('helpdesk');
    provider.faults = { away: true };
    const page = await signInAs(organisation.browser(), 'u-1');
    expect(page.status).toBe(502);
    expect(page.text).toContain('<code>away</code>');
    expect((await before.call('GET', '/api/session')).status).toBe(200);
    const meanwhile = await organisation.console.signIn('reviewer');
    expect((await meanwhile.call('GET', '/api/session')).status).toBe(200);
    const again = await tryWith({});
    expect(again.url.href).toBe(`${PUBLIC_URL}/`);
    tellFigure('F36 ways to live without it', 3, { least: 3, of: 3 });
  });
});

describe('a provider that does not say when it asked', () => {
  beginForEach();

  const hourAgo: Faults = {
    claims: (claims) => ({ ...claims, auth_time: seconds() - 3600 }),
  };
  const minutesAgo: Faults = {
    claims: (claims) => ({ ...claims, auth_time: seconds() - 300 }),
  };
  const never: Faults = {
    claims: (claims) => ({ ...claims, auth_time: undefined }),
  };

  async function proofIn(browser: Browser): Promise<Date> {
    const cookie = `keyward=${String(browser.cookie('keyward.test', 'keyward'))}`;
    const answer = await callAs(
      organisation.console,
      cookie,
      'GET',
      '/api/session',
    );
    return new Date(session.parse(answer.body).proof.at);
  }

  it.each([
    ['an hour ago', hourAgo],
    ['never', never],
  ])(
    'signs in, but what is sensitive asks for a newer proof: %s',
    async (_, faults) => {
      const browser = organisation.browser();
      provider.faults = faults;
      await signInAs(browser, 'u-1');
      const proved = await proofIn(browser);
      expect(Date.now() - proved.getTime()).toBeGreaterThan(3_590_000);
    },
  );

  it.each([
    ['an hour ago', hourAgo, 'not_accepted'],
    ['five minutes ago', minutesAgo, 'not_asked_again'],
    ['never', never, 'not_accepted'],
  ])(
    'confirms nothing with a proof from before: %s',
    async (_, faults, code) => {
      const browser = organisation.browser();
      provider.faults = hourAgo;
      await signInAs(browser, 'u-1');
      provider.faults = faults;
      const page = await signInAs(browser, 'u-1', '?purpose=step-up');
      expect(page.text).toContain(`<code>${code}</code>`);
      const proved = await proofIn(browser);
      expect(Date.now() - proved.getTime()).toBeGreaterThan(3_590_000);
      const asked = provider.authorizationRequests.at(-1);
      expect(asked?.get('prompt')).toBe('login');
      expect(asked?.get('max_age')).toBe('0');
    },
  );

  it('takes no proof from the future for longer than now', async () => {
    const browser = organisation.browser();
    provider.faults = {
      claims: (claims) => ({ ...claims, auth_time: seconds() + 86_400 }),
    };
    await signInAs(browser, 'u-1');
    const proved = await proofIn(browser);
    expect(proved.getTime()).toBeLessThanOrEqual(Date.now());
  });
});

describe('a refusal', () => {
  beginForEach();

  it('is logged by its code, with nothing of the answer', async () => {
    const canary = 'CANARY-7d1f';
    await tryWith({
      claims: (claims) => ({ ...claims, aud: canary }),
      callback: (query) => query.set('session_state', canary),
    });
    const lines = organisation.console.logged.join('\n');
    expect(lines).toContain('organisation sign-in refused');
    expect(lines).not.toContain(canary);
    const code = provider.tokenRequests[0]?.get('code') ?? 'none';
    expect(lines).not.toContain(code);
  });
});
