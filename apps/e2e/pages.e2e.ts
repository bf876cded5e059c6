import { randomBytes, randomUUID } from 'node:crypto';

import type { ConsoleApi } from './people/console-api.ts';
import { DEMO_PASSWORD, type Username } from './people/signed-in.ts';
import { expectAccessible } from './pages/expect-accessible.ts';
import { expect, test, unique } from './test.ts';

/** One change that waits, one that is done, and a connection: what the detail pages show. */
interface Shown {
  waiting: string;
  done: string;
  task: string;
  connection: string;
}

async function makeSomethingToShow(
  admin: ConsoleApi,
  reviewer: ConsoleApi,
): Promise<Shown> {
  const wish = () => ({
    operation: 'esx.create-native-provider' as const,
    on: 'esx-01',
    input: {
      provider: unique('nkp'),
      keyId: randomUUID(),
      keyDerivationKey: randomBytes(32).toString('base64'),
    },
    reason: 'Something to look at',
    ticket: 'INC-1',
  });
  const waiting = await admin.submitted(wish());
  const done = await admin.submitted(wish());
  expect((await reviewer.approve(done.id)).status()).toBe(200);
  await expect
    .poll(async () => (await admin.change(done.id)).state)
    .toBe('succeeded');
  const { taskId } = await admin.change(done.id);
  return {
    waiting: waiting.id,
    done: done.id,
    task: taskId ?? '',
    connection: await admin.connectionId('vc-work'),
  };
}

const SHUT = 'Your role does not open this page';

/** Path of each page with its first heading, or what stands there for a role that may not see it. */
function pagesOf(role: Username, shown: Shown): [string, RegExp][] {
  const isAdmin = role === 'admin';
  const isHelpdesk = role === 'helpdesk';
  const unless = (isShut: boolean, heading: RegExp): RegExp =>
    isShut ? new RegExp(SHUT) : heading;
  return [
    ['/', /What needs you now/],
    ['/changes', /Changes/],
    [`/changes/${shown.waiting}`, /CHG-\d+.*Awaiting approval/],
    [`/changes/${shown.done}`, /CHG-\d+.*Succeeded/],
    ['/changes/new', unless(!isAdmin, /New change/)],
    ['/tasks', /Tasks/],
    [`/tasks/${shown.task}`, /TSK-\d+.*Succeeded/],
    ['/known-problems', /Known problems/],
    ['/known-problems/console-refused', /The target refused the change/],
    [`/status?change=${shown.done}`, /Where .+ stands/],
    ['/connections', unless(isHelpdesk, /Connections/)],
    [`/connections/${shown.connection}`, unless(isHelpdesk, /vc-work/)],
    ['/connections/new', unless(!isAdmin, /connection/i)],
    ['/audit', unless(isHelpdesk, /Audit/)],
    ['/people', unless(!isAdmin, /People/)],
    ['/policy', unless(isHelpdesk, /Policy/)],
    ['/nowhere', /page|found/i],
  ];
}

const isFullScale = process.env['KEYWARD_TEST_SCALE'] === '1';

/** The others see less of the same. */
const LOOKED_AT: readonly Username[] = isFullScale
  ? ['admin', 'reviewer', 'helpdesk']
  : ['admin'];

for (const role of LOOKED_AT) {
  test(`every page of the ${role} is accessible in light and dark, and complains of nothing`, async ({
    person,
  }) => {
    test.slow();
    const [admin, reviewer, self] = await Promise.all([
      person('admin'),
      person('reviewer'),
      person(role),
    ]);
    const shown = await makeSomethingToShow(admin.api, reviewer.api);
    for (const [path, heading] of pagesOf(role, shown)) {
      await self.open(path);
      await expect(self.page.getByRole('heading', { level: 1 })).toHaveText(
        heading,
      );
      await expect(self.page.locator('[aria-busy="true"]')).toHaveCount(0);
      await expectAccessible(self.page);
    }
  });
}

test('the forms of all operations are accessible, empty and refused', async ({
  person,
}) => {
  test.slow();
  const admin = await person('admin');
  for (const [operation, connection] of [
    ['ontap.add-key-servers', 'ontap-01'],
    ['vcenter.configure-cluster-kms-service', 'vc-work'],
    ['vcenter.update-provider-client-certificate', 'vc-ta'],
    ['esx.create-native-provider', 'esx-01'],
    ['vcenter.register-expanded-token', 'vc-91'],
  ] as const) {
    const id = await admin.api.connectionId(connection);
    await admin.open(`/changes/new?operation=${operation}&connection=${id}`);
    const preview = admin.page.getByRole('button', {
      name: 'Preview the change',
    });
    await expect(preview).toBeVisible();
    await preview.click();
    await expect(admin.page.getByText(/needs? attention/)).toBeVisible();
    await expectAccessible(admin.page);
  }
});

test('whoever follows a link signs in first and then sees what the link leads to', async ({
  browser,
  product,
  consoleGuard,
}) => {
  const context = await browser.newContext({ baseURL: product.url });
  const page = await context.newPage();
  consoleGuard.watch(page);
  await page.goto('/tasks?state=failed');
  await expect(
    page.getByRole('heading', { name: 'Sign in to Keyward' }),
  ).toBeVisible();
  await expectAccessible(page);
  const password = page.getByRole('textbox', {
    name: 'Password',
    exact: true,
  });
  await page.getByRole('textbox', { name: 'User name' }).fill('reviewer');
  await password.fill('not-the-password');
  await page.getByRole('button', { name: 'Sign in' }).click();
  await expect(page.getByText('User name or password is wrong')).toBeVisible();
  await expect(password).toHaveValue('');
  await password.fill(DEMO_PASSWORD);
  await password.press('Enter');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Tasks');
  await expect(page).toHaveURL(/\/tasks\?state=failed$/);
  await expect(
    page.getByText('Demo mode: this machine only, simulated targets'),
  ).toBeVisible();

  await page.getByRole('button', { name: /, Reviewer$/ }).click();
  await page.getByRole('menuitem', { name: 'Sign out' }).click();
  await expect(
    page.getByRole('heading', { name: 'Sign in to Keyward' }),
  ).toBeVisible();
  await page.goto('/tasks');
  await expect(page).toHaveURL(/\/sign-in/);
  await context.close();
});

test('the keyboard skips to the content, and a new page begins at its heading', async ({
  person,
}) => {
  const reviewer = await person('reviewer');
  const { page } = reviewer;
  await reviewer.open('/');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(
    'What needs you now',
  );
  await page.keyboard.press('Tab');
  const skip = page.getByRole('link', { name: 'Skip to content' });
  await expect(skip).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/#main$/);
  const tasks = page
    .getByRole('navigation', { name: 'Pages' })
    .getByRole('link', { name: 'Tasks' });
  await tasks.focus();
  await page.keyboard.press('Enter');
  await expect(
    page.getByRole('heading', { level: 1, name: 'Tasks' }),
  ).toBeFocused();
});
