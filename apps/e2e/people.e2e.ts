import { personDetail } from '@keyward/contract';

import { accountPage } from './pages/account-page.ts';
import { expectAccessible } from './pages/expect-accessible.ts';
import { signInAs } from './pages/sign-in-page.ts';
import { consoleApi, unsafeHeaders } from './people/console-api.ts';
import { expect, test } from './test.ts';

/** Within this time whoever lost access is out, on every page that is open. */
const OUT_WITHIN_MS = 5_000;

test(
  'whoever is disabled is out within seconds, and cannot sign in again',
  { tag: '@full' },
  async ({ person, newcomer }) => {
    const [admin, leaver] = await Promise.all([
      person('admin'),
      newcomer(['reviewer']),
    ]);
    await leaver.open('/changes');
    await expect(leaver.page.getByRole('heading', { level: 1 })).toHaveText(
      'Changes',
    );
    const { page } = admin;
    await admin.open(`/people/${leaver.id}`);
    await expectAccessible(page);
    await page.getByRole('button', { name: 'More' }).click();
    await page.getByRole('menuitem', { name: 'Disable' }).click();
    await page
      .getByRole('dialog')
      .getByRole('button', { name: 'Disable now' })
      .click();
    await expect(leaver.page).toHaveURL(/\/sign-in/, {
      timeout: OUT_WITHIN_MS,
    });
    await signInAs(leaver.page, leaver.username, leaver.password);
    await expect(
      leaver.page.getByText('User name or password is wrong'),
    ).toBeVisible();
    const found = await admin.api.get(`/api/people/${leaver.id}`);
    expect(personDetail.parse(await found.json())).toMatchObject({
      active: false,
      sessionList: [],
    });
  },
);

test(
  'a session of one’s own is ended from another browser',
  { tag: '@full' },
  async ({ browser, consoleGuard, newcomer, product }) => {
    const { page, username, password } = await newcomer(['helpdesk']);
    const context = await browser.newContext({ baseURL: product.publicUrl });
    const origin = product.publicUrl;
    const answer = await context.request.post(`${origin}/api/session`, {
      headers: unsafeHeaders(origin),
      data: JSON.stringify({ username, password }),
    });
    expect(answer.status()).toBe(201);
    const elsewhere = await context.newPage();
    consoleGuard.watch(elsewhere);
    await elsewhere.goto('/tasks');
    await expect(elsewhere.getByRole('heading', { level: 1 })).toHaveText(
      'Tasks',
    );

    await page.goto('/account');
    const { sessions } = accountPage(page);
    await expect(sessions.getByRole('listitem')).toHaveCount(2);
    await sessions.getByRole('button', { name: /^End the session/ }).click();
    await expect(sessions.getByRole('listitem')).toHaveCount(1);
    await expect(elsewhere).toHaveURL(/\/sign-in/, { timeout: OUT_WITHIN_MS });
    const api = consoleApi(context.request, origin);
    expect((await api.get('/api/session')).status()).toBe(401);
    await context.close();
  },
);
