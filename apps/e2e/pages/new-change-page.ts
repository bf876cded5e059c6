import { OPERATIONS, type OperationId } from '@keyward/contract';
import { expect, type Locator, type Page, test } from '@playwright/test';

/** `/changes/new`, as a person goes through it. */
export interface NewChangePage {
  /** Chooses the operation, and the connection where there is more than one. */
  choose(operation: OperationId, connection: string): Promise<void>;
  /** Picks an entry of a live list by what its line shows. */
  pick(label: string, option: string | RegExp): Promise<void>;
  /** Types an id that the list need not have. */
  type(label: string, id: string): Promise<void>;
  /** Fills a text field; `label` is its whole label. */
  fill(label: string, text: string): Promise<void>;
  /** Fills a field that hides what is typed. */
  fillSecret(label: string, text: string): Promise<void>;
  /** Pastes a certificate with its key, and waits until the page has read both. */
  pastePair(pair: { certificate: string; privateKey: string }): Promise<void>;
  preview(): Promise<void>;
  /** The previewed plan and its checks. */
  readonly plan: Locator;
  readonly checks: Locator;
  /** Says why and submits. @returns id of the change, whose page is then open. */
  submit(reason: string, ticket?: string): Promise<string>;
}

/** Clicks and fields that one change may take beyond the fields that the vendor's own request has. */
const MOST_BEYOND = 12;

export function newChangePage(page: Page): NewChangePage {
  // What a person does here that is not filling in a field of the vendor's.
  let beyond = 0;
  const field = (label: string): Locator =>
    page.getByRole('textbox', { name: label, exact: true });
  return {
    choose: async (operation, connection) => {
      await page.goto('/changes/new');
      beyond = 2;
      await page
        .getByRole('radio', { name: OPERATIONS[operation].title })
        .press('Space');
      const details = page.getByRole('form', {
        name: OPERATIONS[operation].title,
      });
      const target = page.getByRole('radio', { name: connection, exact: true });
      await expect(details.or(target)).toBeVisible();
      if (await target.isVisible()) {
        beyond += 1;
        await target.press('Space');
      }
      await expect(details).toBeVisible();
      // What comes later would push the buttons away from under the pointer.
      await expect(
        details.getByRole('status').filter({ hasText: 'Reading the' }),
      ).toHaveCount(0);
    },
    pick: async (label, option) => {
      beyond += 1;
      await page.getByRole('combobox', { name: label, exact: true }).click();
      await page.getByRole('option', { name: option }).click();
    },
    type: async (label, id) => {
      const box = page.getByRole('combobox', { name: label, exact: true });
      await box.fill(id);
      await box.press('Tab');
      await expect(box).not.toBeFocused();
      await expect(box).not.toHaveValue('');
    },
    fill: (label, text) => field(label).fill(text),
    fillSecret: (label, text) =>
      page.getByLabel(new RegExp(`^${label}`)).fill(text),
    pastePair: async ({ certificate, privateKey }) => {
      beyond += 1;
      await page
        .getByRole('radio', { name: 'Certificate with its key' })
        .check();
      await field('Certificate').fill(certificate);
      await field('Private key').fill(privateKey);
      await expect(
        page.getByText(/The certificate and the private key (do not )?belong/),
      ).toBeVisible();
    },
    preview: async () => {
      beyond += 1;
      await page.getByRole('button', { name: 'Preview the change' }).click();
    },
    plan: page.getByRole('list', { name: 'What will change' }),
    checks: page.getByRole('list', { name: 'Preflight checks' }),
    submit: async (reason, ticket) => {
      beyond += ticket === undefined ? 2 : 3;
      test.info().annotations.push({
        type: 'actions beyond the vendor’s fields',
        description: String(beyond),
      });
      expect(beyond).toBeLessThanOrEqual(MOST_BEYOND);
      await field('Reason').fill(reason);
      if (ticket !== undefined) await field('Ticket').fill(ticket);
      await page
        .getByRole('button', { name: /^(Submit for approval|Run now)$/ })
        .click();
      await page.waitForURL(/\/changes\/[0-9a-f-]{36}$/);
      return new URL(page.url()).pathname.split('/').at(-1) ?? '';
    },
  };
}
