import { expect, type Locator, type Page } from '@playwright/test';

/** `/account`: one's own passkeys and sessions. */
export interface AccountPage {
  readonly passkeys: Locator;
  readonly sessions: Locator;
  /** Registers a passkey with the page's own device. @returns the fingerprint that is shown to be kept. */
  addPasskey(name: string): Promise<string>;
}

export function accountPage(page: Page): AccountPage {
  const dialog = page.getByRole('dialog');
  return {
    passkeys: page.getByRole('list', { name: 'Your passkeys' }),
    sessions: page.getByRole('list', { name: 'Your sessions' }),
    addPasskey: async (name) => {
      await page.goto('/account');
      await page.getByRole('button', { name: 'Add a passkey' }).click();
      await dialog
        .getByRole('textbox', { name: 'Name', exact: true })
        .fill(name);
      await dialog.getByRole('button', { name: 'Continue' }).click();
      await expect(dialog).toContainText('Your passkey is ready');
      await expect(dialog).toContainText(
        'Computed in this browser from the key your device made',
      );
      const shown = await dialog.getByText(/^([0-9a-f]{4} ?){16}$/).innerText();
      await dialog.getByRole('button', { name: 'Done' }).click();
      return shown.replaceAll(/\s/g, '');
    },
  };
}
