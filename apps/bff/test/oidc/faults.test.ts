import { tellFigure } from '@keyward/database/test-figures';
import { describe, expect, it } from 'vitest';

import {
  beginForEach,
  beginOnce,
  expectRefused,
  organisation,
  provider,
  seconds,
  tryWith,
} from './evil-stage.ts';
import type { Faults } from './evil-provider.ts';
import { countSessions, PUBLIC_URL, signInAs } from './organisation.ts';

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
