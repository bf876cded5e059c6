import { expect, type Locator, type Page } from '@playwright/test';

/** `/changes/:id` in front of whoever reviews or follows it. */
export interface ChangePage {
  /** Reference, title and state. */
  readonly heading: Locator;
  readonly approve: Locator;
  /** The same for somebody who has a passkey. */
  readonly sign: Locator;
  section(name: string): Locator;
  /** Ticks every warning and caution that has to be read, and approves. */
  approveAfterReading(): Promise<void>;
  signAfterReading(): Promise<void>;
}

export function changePage(page: Page): ChangePage {
  const approve = page.getByRole('button', { name: 'Approve', exact: true });
  const sign = page.getByRole('button', { name: 'Approve with passkey' });
  const decideAfterReading = async (button: Locator): Promise<void> => {
    await expect(button).toBeVisible();
    const warnings = page.getByRole('checkbox', {
      name: /^I have read this (warning|caution)/,
    });
    for (const warning of await warnings.all()) await warning.check();
    await button.click();
  };
  return {
    heading: page.getByRole('heading', { level: 1 }),
    approve,
    sign,
    section: (name) => page.getByRole('region', { name, exact: true }),
    approveAfterReading: () => decideAfterReading(approve),
    signAfterReading: () => decideAfterReading(sign),
  };
}
