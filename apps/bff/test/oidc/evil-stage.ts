import { afterAll, afterEach, beforeAll, beforeEach, expect } from 'vitest';

import type { Page } from './browser.ts';
import {
  type EvilProvider,
  type Faults,
  startEvilProvider,
} from './evil-provider.ts';
import {
  countSessions,
  type Organisation,
  signInAs,
  startConsoleWith,
} from './organisation.ts';

/** The provider and the console of the test that runs; made by `beginOnce` or `beginForEach`. */
export let provider: EvilProvider;
export let organisation: Organisation;

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
export function beginOnce(): void {
  beforeAll(begin);
  afterAll(end);
}

export function beginForEach(): void {
  beforeEach(begin);
  afterEach(end);
}

/** The page where a sign-in ends when the provider misbehaves so. */
export async function tryWith(faults: Faults): Promise<Page> {
  provider.faults = faults;
  return signInAs(organisation.browser(), 'u-1');
}

/** The refusal: a page of our own words, no session, and neither people nor identities left behind. */
export async function expectRefused(page: Page, code: string): Promise<void> {
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

/** Now, as tokens count it. */
export const seconds = (): number => Math.floor(Date.now() / 1000);
