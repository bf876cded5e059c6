import type { Page } from '@playwright/test';

/** Fills in the sign-in page, which is open. */
export async function signInAs(
  page: Page,
  username: string,
  password: string,
): Promise<void> {
  await page.getByRole('textbox', { name: 'User name' }).fill(username);
  const field = page.getByRole('textbox', { name: 'Password', exact: true });
  await field.fill(password);
  await field.press('Enter');
}
