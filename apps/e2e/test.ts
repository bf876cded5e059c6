import { catalogue, type Role } from '@keyward/contract';
import { expect, test as base } from '@playwright/test';
import { randomBytes } from 'node:crypto';

import {
  createConsoleGuard,
  type ConsoleGuard,
} from './people/console-guard.ts';
import { consoleApi } from './people/console-api.ts';
import { welcome, type Newcomer } from './people/newcomer.ts';
import { comeIn, type Person, type PersonOptions } from './people/person.ts';
import {
  rememberSessions,
  type SignedIn,
  type Username,
} from './people/signed-in.ts';
import { startProduct, type Product } from './product/start-product.ts';

interface TestFixtures {
  /** Opens a browser of their own for somebody; closed after the test. */
  person: (username: Username, options?: PersonOptions) => Promise<Person>;
  /** Somebody new with these roles, at the public address; nobody else's passkeys, password or access are touched. */
  newcomer: (roles: readonly Role[]) => Promise<Newcomer>;
  /** Expects no page to complain, except for what a test says before. */
  consoleGuard: ConsoleGuard;
}

interface WorkerFixtures {
  /** Tests that name one share a product that no other test has touched. */
  productOf: string;
  product: Product;
  signedIn: SignedIn;
}

/** Seconds of a simulated task: long enough to be watched and killed, short enough for many tests. */
const TASK_SECONDS = 2;
const START_WITHIN_MS = 120_000;

export const test = base.extend<TestFixtures, WorkerFixtures>({
  productOf: ['everybody', { option: true, scope: 'worker' }],
  product: [
    async ({}, use) => {
      const product = await startProduct({
        taskSeconds: TASK_SECONDS,
        echoSecrets: true,
      });
      await use(product);
      await product.stop();
    },
    { scope: 'worker', timeout: START_WITHIN_MS },
  ],
  signedIn: [
    async ({ playwright, product }, use) => {
      const signedIn = rememberSessions(playwright.request, product.url);
      const context = await playwright.request.newContext({
        storageState: await signedIn('admin'),
      });
      await expectEstateKnown(consoleApi(context, product.url));
      await context.dispose();
      await use(signedIn);
    },
    { scope: 'worker', timeout: START_WITHIN_MS },
  ],
  consoleGuard: [
    async ({}, use) => {
      const guard = createConsoleGuard();
      await use(guard);
      expect(guard.complaints(), 'what pages complained about').toEqual([]);
    },
    { auto: true },
  ],
  person: async ({ browser, product, signedIn, consoleGuard }, use) => {
    const people: Person[] = [];
    await use(async (username, options) => {
      const person = await comeIn(
        browser,
        product,
        signedIn,
        username,
        options,
      );
      consoleGuard.watch(person.page);
      people.push(person);
      return person;
    });
    await Promise.all(people.map(({ context }) => context.close()));
  },
  newcomer: async ({ browser, product, person, consoleGuard }, use) => {
    const newcomers: Newcomer[] = [];
    await use(async (roles) => {
      const hosts = {
        admin: (await person('admin')).api,
        reviewer: (await person('reviewer')).api,
      };
      const newcomer = await welcome(browser, product, hosts, {
        username: unique('new'),
        roles,
      });
      consoleGuard.watch(newcomer.page);
      newcomers.push(newcomer);
      return newcomer;
    });
    await Promise.all(newcomers.map(({ context }) => context.close()));
  },
});

export { expect } from '@playwright/test';

/** A name that no other test uses. */
export function unique(prefix: string): string {
  return `${prefix}-${randomBytes(4).toString('hex')}`;
}

/** Right after the first start the connections are still being looked at. */
async function expectEstateKnown(
  api: ReturnType<typeof consoleApi>,
): Promise<void> {
  await expect
    .poll(
      async () => {
        const { items } = catalogue.parse(
          await (await api.get('/api/operations')).json(),
        );
        return items
          .filter(
            (entry) => !entry.connections.some(({ available }) => available),
          )
          .map((entry) => entry.id);
      },
      {
        message: 'operations that no connection offers yet',
        timeout: 30_000,
      },
    )
    .toEqual([]);
}
