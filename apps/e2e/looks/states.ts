import { expect, type Page } from '@playwright/test';

/** Presses a button, after which something is there. */
export function pressing(
  button: string,
  then: 'dialog' | 'menu' | RegExp,
): (page: Page) => Promise<void> {
  return async (page) => {
    await page.getByRole('button', { name: button, exact: true }).click();
    await expect(
      typeof then === 'string'
        ? page.getByRole(then)
        : page.getByText(then).first(),
    ).toBeVisible();
  };
}

/** The form of an operation, empty. */
export async function formIsRead(page: Page): Promise<void> {
  await expect(
    page.getByRole('button', { name: 'Preview the change' }),
  ).toBeVisible();
  await expect(
    page.getByRole('status').filter({ hasText: 'Reading the' }),
  ).toHaveCount(0);
}

/** The same, refused because nothing is filled in. */
export async function formIsRefused(page: Page): Promise<void> {
  await formIsRead(page);
  await page.getByRole('button', { name: 'Preview the change' }).click();
  await expect(page.getByText(/needs? attention/)).toBeVisible();
}

/** Somebody who does not know the password. */
export async function passwordIsWrong(page: Page): Promise<void> {
  await page.getByRole('textbox', { name: 'User name' }).fill('nobody');
  const password = page.getByRole('textbox', { name: 'Password', exact: true });
  await password.fill('not-the-password');
  await password.press('Enter');
  await expect(page.getByText('User name or password is wrong')).toBeVisible();
}

/** The search over everything, opened by its key. */
export async function searchIsOpen(page: Page): Promise<void> {
  await page.keyboard.press('Control+K');
  await expect(page.getByRole('dialog')).toBeVisible();
}
