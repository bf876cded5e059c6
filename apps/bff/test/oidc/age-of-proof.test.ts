import { session } from '@keyward/contract';
import { describe, expect, it } from 'vitest';

import { callAs } from '../support/person.ts';
import type { Browser } from './browser.ts';
import { beginForEach, organisation, provider, seconds } from './evil-stage.ts';
import type { Faults } from './evil-provider.ts';
import { signInAs } from './organisation.ts';

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
