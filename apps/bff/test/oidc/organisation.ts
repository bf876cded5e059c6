import type { Role } from '@keyward/contract';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import {
  type ConsoleUnderTest,
  startConsoleUnderTest,
} from '../support/console-under-test.ts';
import { Browser, type Page } from './browser.ts';

/** Another site than the provider's, so that the cookies' rules are those of real life. */
export const PUBLIC_URL = 'http://keyward.test';
export const REDIRECT_URI = `${PUBLIC_URL}/api/session/oidc/callback`;

export interface Client {
  issuer: string;
  port: number;
  clientId: string;
  clientSecret: string;
}

export interface Organisation {
  console: ConsoleUnderTest;
  /** @param at a console that answers instead, as a balancer might choose it */
  browser(at?: ConsoleUnderTest): Browser;
  stop(): Promise<void>;
}

/** A console that is a client of an identity provider. */
export async function startConsoleWith(
  provider: Client,
  roles: Record<string, Role[]>,
  env: Record<string, string> = {},
): Promise<Organisation> {
  const directory = await mkdtemp(join(tmpdir(), 'keyward-oidc-'));
  const secretFile = join(directory, 'client-secret');
  const configFile = join(directory, 'keyward.json');
  await writeFile(secretFile, `${provider.clientSecret}\n`, { mode: 0o600 });
  await writeFile(
    configFile,
    JSON.stringify({ oidc: { name: 'Example organisation', roles } }),
  );
  const console = await startConsoleUnderTest({
    env: {
      KEYWARD_PUBLIC_URL: PUBLIC_URL,
      KEYWARD_OIDC_ISSUER: provider.issuer,
      KEYWARD_OIDC_CLIENT_ID: provider.clientId,
      KEYWARD_OIDC_CLIENT_SECRET_FILE: secretFile,
      KEYWARD_CONFIG_FILE: configFile,
      ...env,
    },
  });
  return {
    console,
    browser: (at = console) =>
      new Browser(
        new Map([
          [PUBLIC_URL, at.port],
          [new URL(provider.issuer).origin, provider.port],
        ]),
      ),
    async stop() {
      await console.stop();
      await rm(directory, { recursive: true, force: true });
    },
  };
}

/** Goes through the organisation's sign-in as one of its people. */
export async function signInAs(
  browser: Browser,
  sub: string,
  query = '',
): Promise<Page> {
  const asked = await browser.follow(
    `${PUBLIC_URL}/api/session/oidc${query}`,
    new URL(PUBLIC_URL),
  );
  // A provider that knows the person already asks nothing.
  return asked.text.includes('who are you')
    ? browser.submit(asked, { sub })
    : asked;
}

/** Sessions there are, whoever's: what a refused sign-in must not add to. */
export async function countSessions(on: ConsoleUnderTest): Promise<number> {
  const { count } = await on.db
    .selectFrom('session')
    .select((query) => query.fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow();
  return count;
}
