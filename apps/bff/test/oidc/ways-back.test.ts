import { describe, expect, it } from 'vitest';

import {
  beginForEach,
  beginOnce,
  expectRefused,
  organisation,
  provider,
  tryWith,
} from './evil-stage.ts';
import type { Faults } from './evil-provider.ts';
import { countSessions, PUBLIC_URL, signInAs } from './organisation.ts';

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
