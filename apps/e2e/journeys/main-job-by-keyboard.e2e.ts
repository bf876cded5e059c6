import type { Browser, Page } from '@playwright/test';

import { changePage } from '../pages/change-page.ts';
import { keyboard, type Keyboard } from '../pages/keyboard.ts';
import { taskPage } from '../pages/task-page.ts';
import type { ConsoleGuard } from '../people/console-guard.ts';
import { DEMO_PASSWORD, type Username } from '../people/signed-in.ts';
import type { Product } from '../product/start-product.ts';
import { expect, test, unique } from '../test.ts';

interface AtTheKeys {
  page: Page;
  keys: Keyboard;
}

/** Somebody comes to the console and signs in, by the keyboard. */
async function comeIn(
  browser: Browser,
  { url }: Product,
  guard: ConsoleGuard,
  username: Username,
): Promise<AtTheKeys> {
  const context = await browser.newContext({
    baseURL: url,
    reducedMotion: 'reduce',
  });
  const page = await context.newPage();
  guard.watch(page);
  await page.goto('/');
  const keys = keyboard(page);
  await keys.type(page.getByRole('textbox', { name: 'User name' }), username);
  await keys.type(page.getByLabel('Password', { exact: true }), DEMO_PASSWORD);
  await page.keyboard.press('Enter');
  await expect(page.getByRole('navigation', { name: 'Pages' })).toBeVisible();
  return { page, keys };
}

/** Opens a list field, writes a part of an entry and goes to it by the arrows. */
async function take(
  { page, keys }: AtTheKeys,
  label: string,
  part: string,
  entry: RegExp,
): Promise<void> {
  const box = page.getByRole('combobox', { name: label, exact: true });
  await keys.type(box, part);
  const option = page.getByRole('option', { name: entry });
  await expect(option).toBeVisible();
  const id = await option.getAttribute('id');
  await expect(async () => {
    await page.keyboard.press('ArrowDown');
    await expect(box, 'the entry is the one that is read out').toHaveAttribute(
      'aria-activedescendant',
      id ?? '',
      { timeout: 500 },
    );
  }).toPass({ timeout: 10_000 });
  await page.keyboard.press('Enter');
  await expect(page.getByRole('listbox')).toBeHidden();
  await expect(box).toHaveValue(new RegExp(part));
  await expect(box, 'the list gives the focus back').toBeFocused();
}

async function submitService(admin: AtTheKeys, ticket: string): Promise<void> {
  const { page, keys } = admin;
  await keys.press(
    page.getByRole('main').getByRole('link', { name: 'New change' }),
    'Enter',
  );
  await expect(
    page.getByRole('heading', { level: 1, name: 'New change' }),
  ).toBeFocused();
  await keys.choose(
    page.getByRole('radio', {
      name: 'Configure a cluster for a key provider service',
    }),
  );
  await keys.choose(page.getByRole('radio', { name: 'vc-work', exact: true }));
  await take(admin, 'Trusted cluster', 'Prod-Trusted-02', /domain-c21/);
  await take(admin, 'Key provider service', 'kms-b1', /kms-b1\.trust/);
  await keys.press(
    page.getByRole('button', { name: 'Preview the change' }),
    'Enter',
  );
  await expect(
    page.getByRole('list', { name: 'What will change' }),
  ).toContainText('Prod-Trusted-02');
  const submit = page.getByRole('button', { name: 'Submit for approval' });
  keys.stops();
  await keys.type(
    page.getByRole('textbox', { name: 'Reason', exact: true }),
    'The second site takes its keys from B',
  );
  await keys.type(
    page.getByRole('textbox', { name: 'Ticket', exact: true }),
    ticket,
  );
  await keys.press(submit, 'Enter');
  await expect(changePage(page).heading).toContainText('Awaiting approval');
}

async function approve(
  { page, keys }: AtTheKeys,
  change: string,
): Promise<void> {
  await keys.press(page.getByRole('link', { name: change }).first(), 'Enter');
  await expect(changePage(page).heading).toBeFocused();
  const reject = page.getByRole('button', { name: 'Reject', exact: true });
  await keys.press(reject, 'Enter');
  const dialog = page.getByRole('dialog');
  await expect(dialog).toBeVisible();
  await expect(
    dialog.locator(':focus'),
    'the dialog has the focus',
  ).toHaveCount(1);
  await page.keyboard.press('Escape');
  await expect(dialog).toBeHidden();
  await expect(reject, 'the dialog gives the focus back').toBeFocused();

  for (const warning of await page
    .getByRole('checkbox', { name: /^I have read this/ })
    .all()) {
    await keys.reach(warning, 'Shift+Tab');
    await page.keyboard.press('Space');
    await expect(warning).toBeChecked();
  }
  await keys.press(changePage(page).approve, 'Enter');
  await expect(changePage(page).heading).toContainText('Succeeded');
  await expect(
    changePage(page).heading,
    'the focus is not lost with the button',
  ).toBeFocused();
}

/** Opens the search by its key, from wherever it is, and goes by the arrows to what is found. */
async function openFound(
  { page }: AtTheKeys,
  words: string,
  name: RegExp,
): Promise<void> {
  await page.keyboard.press('/');
  await expect(page.locator(':focus')).toHaveRole('combobox');
  await page.keyboard.type(words);
  const found = page.getByRole('option', { name }).first();
  await expect(found).toBeVisible();
  await expect(async () => {
    await page.keyboard.press('ArrowDown');
    await expect(found).toHaveAttribute('aria-selected', 'true', {
      timeout: 200,
    });
  }).toPass({ timeout: 10_000 });
  await page.keyboard.press('Enter');
}

test('the main job is done by three people who have keys only, and each sees where they are', async ({
  browser,
  product,
  consoleGuard,
}) => {
  test.slow();
  await product.target('vc-work').reset();
  const ticket = unique('INC');
  const admin = await comeIn(browser, product, consoleGuard, 'admin');
  await submitService(admin, ticket);
  const [reference = ''] =
    /CHG-\d+/.exec(await changePage(admin.page).heading.innerText()) ?? [];

  const reviewer = await comeIn(browser, product, consoleGuard, 'reviewer');
  await approve(reviewer, reference);

  // The admin looks on, and goes to the task from there.
  await expect(changePage(admin.page).heading).toContainText('Succeeded');
  await admin.keys.press(
    admin.page.getByRole('link', { name: 'Open the task' }),
    'Enter',
  );
  await expect(taskPage(admin.page).verification).toContainText(
    'Fully verified',
  );

  const helpdesk = await comeIn(browser, product, consoleGuard, 'helpdesk');
  await openFound(helpdesk, ticket, /TSK-\d+/);
  await expect(taskPage(helpdesk.page).heading).toBeFocused();
  await expect(taskPage(helpdesk.page).heading).toContainText('Succeeded');
  await expect(taskPage(helpdesk.page).verification).toContainText(
    'Fully verified',
  );
  for (const { page } of [admin, reviewer, helpdesk]) {
    await page.context().close();
  }
});
