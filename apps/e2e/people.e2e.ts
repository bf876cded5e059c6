import { personDetail } from '@keyward/contract';
import { ONTAP_KEY_MANAGERS } from '@keyward/simulators';
import type { Page } from '@playwright/test';

import { accountPage } from './pages/account-page.ts';
import { changePage } from './pages/change-page.ts';
import { expectAccessible } from './pages/expect-accessible.ts';
import { approveAs } from './pages/four-eyes.ts';
import { newChangePage } from './pages/new-change-page.ts';
import { consoleApi, unsafeHeaders, type Wish } from './people/console-api.ts';
import { expect, test, unique } from './test.ts';

const PASSWORD = 'seven plain words are quite enough';
/** Within this time whoever lost access is out, on every page that is open. */
const OUT_WITHIN_MS = 5_000;

function aKeyServer(): Wish {
  return {
    operation: 'ontap.add-key-servers',
    on: 'ontap-01',
    input: {
      keyManager: ONTAP_KEY_MANAGERS.archive,
      servers: [{ server: `${unique('kms')}.corp.example` }],
    },
    reason: 'For somebody new to decide on',
  };
}

async function signIn(
  page: Page,
  username: string,
  password: string,
): Promise<void> {
  await page.getByRole('textbox', { name: 'User name' }).fill(username);
  const field = page.getByRole('textbox', { name: 'Password', exact: true });
  await field.fill(password);
  await field.press('Enter');
}

test('somebody invited becomes a reviewer by a change, and decides only on what was submitted afterwards', async ({
  browser,
  consoleGuard,
  person,
  product,
}) => {
  test.slow();
  const [admin, reviewer] = await Promise.all([
    person('admin'),
    person('reviewer'),
  ]);
  const older = await admin.api.submitted(aKeyServer());
  const username = unique('nia');
  const { page } = admin;
  await admin.open('/people');
  await page.getByRole('button', { name: 'Invite a person' }).click();
  const dialog = page.getByRole('dialog');
  await dialog
    .getByRole('textbox', { name: 'Name', exact: true })
    .fill('Nia New');
  await dialog.getByRole('textbox', { name: 'User name' }).fill(username);
  await dialog.getByRole('button', { name: 'Make the invitation' }).click();
  await expect(dialog).toContainText('shown only now');
  await expectAccessible(page);
  const link = await dialog
    .getByRole('textbox', { name: 'Invitation link' })
    .inputValue();

  const context = await browser.newContext({ baseURL: product.publicUrl });
  const nia = await context.newPage();
  consoleGuard.watch(nia);
  await nia.goto(link);
  await expect(nia.getByRole('heading', { level: 1 })).toHaveText(
    'Welcome, Nia New',
  );
  await expectAccessible(nia);
  for (const name of ['Password', 'Password once more']) {
    await nia.getByRole('textbox', { name, exact: true }).fill(PASSWORD);
  }
  await nia.getByRole('button', { name: 'Accept and sign in' }).click();
  await expect(nia.getByRole('heading', { level: 1 })).toHaveText(
    'You have no role yet',
  );

  await dialog.getByRole('link', { name: 'Give roles' }).click();
  await page.getByRole('checkbox', { name: 'Reviewer' }).check();
  const draft = newChangePage(page);
  await draft.preview();
  const roles = await draft.submit('Nia joins the reviewers');
  await approveAs(reviewer, roles);
  await expect(changePage(reviewer.page).heading).toContainText('Succeeded');
  // Whose roles change signs in again.
  await expect(nia).toHaveURL(/\/sign-in/, { timeout: OUT_WITHIN_MS });
  await signIn(nia, username, PASSWORD);
  await expect(nia.getByRole('heading', { level: 1 })).toHaveText(
    'What needs you now',
  );

  const review = changePage(nia);
  await nia.goto(`/changes/${older.id}`);
  await expect(review.approve).toBeDisabled();
  await expect(review.section('Your decision')).toContainText(
    'You were given the role that decides after this change was submitted',
  );
  const newer = await admin.api.submitted(aKeyServer());
  await nia.goto(`/changes/${newer.id}`);
  await review.approveAfterReading();
  await expect(review.heading).toContainText('Succeeded');
  await context.close();
});

test('whoever is disabled is out within seconds, and cannot sign in again', async ({
  person,
  newcomer,
}) => {
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
  await expect(leaver.page).toHaveURL(/\/sign-in/, { timeout: OUT_WITHIN_MS });
  await signIn(leaver.page, leaver.username, leaver.password);
  await expect(
    leaver.page.getByText('User name or password is wrong'),
  ).toBeVisible();
  const found = await admin.api.get(`/api/people/${leaver.id}`);
  expect(personDetail.parse(await found.json())).toMatchObject({
    active: false,
    sessionList: [],
  });
});

test('a session of one’s own is ended from another browser', async ({
  browser,
  consoleGuard,
  newcomer,
  product,
}) => {
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
});
