import { requestsOfLoads } from './pages/requests-of-loads.ts';
import { DEMO_PASSWORD } from './people/signed-in.ts';
import { expect, test } from './test.ts';

/** Document, scripts, styles, fonts, reads and the event stream; with nothing in any cache. */
const REQUESTS_OF_HOME = 16;

test('the home page of an admin asks for at most sixteen things', async ({
  person,
}) => {
  const admin = await person('admin');
  const { page } = admin;
  const loads = requestsOfLoads(page);
  const stream = page.waitForResponse(/\/api\/events$/);
  await admin.open('/');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(
    'What needs you now',
  );
  await stream;
  await expect(page.locator('[aria-busy="true"]')).toHaveCount(0);
  const [home = []] = loads;
  process.stdout.write(
    `The home page of an admin: ${String(home.length)} requests.\n`,
  );
  expect(home).toContain('fetch /api/events');
  expect(home.length, home.join('\n')).toBeLessThanOrEqual(REQUESTS_OF_HOME);
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
