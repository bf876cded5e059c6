import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';

import {
  type RunningIdentityProvider,
  startIdentityProvider,
} from '../support/identity-provider.ts';
import {
  type Organisation,
  PUBLIC_URL,
  REDIRECT_URI,
  signInAs,
  startConsoleWith,
} from './organisation.ts';

const ROLES = { 'key-admins': ['security_admin' as const] };

let provider: RunningIdentityProvider;
let organisation: Organisation;
let sealed: Organisation;
beforeAll(async () => {
  provider = await startIdentityProvider({
    redirectUris: [REDIRECT_URI],
    people: [
      {
        sub: 'u-1',
        username: 'ines',
        name: 'Ines Ibarra',
        email: 'ines@example.org',
        groups: ['key-admins'],
      },
    ],
  });
  organisation = await startConsoleWith(provider, ROLES);
  sealed = await startConsoleWith(provider, ROLES, {
    DATABASE_URL: organisation.console.databaseUrl,
    KEYWARD_KEK_FILE: join(organisation.console.dataDir, 'no-such-key'),
  });
});
afterAll(async () => {
  await sealed.stop();
  await organisation.stop();
  await provider.stop();
});

it('people sign in with the organisation at a sealed console, and add no way to sign in', async () => {
  const browser = sealed.browser();
  const page = await signInAs(browser, 'u-1');
  expect(page.url.href).toBe(`${PUBLIC_URL}/`);
  const link = await browser.open(
    `${PUBLIC_URL}/api/session/oidc?purpose=link`,
  );
  expect(link.text).toContain('<code>sealed</code>');
  expect(link.headers['set-cookie']).toBeUndefined();
});
