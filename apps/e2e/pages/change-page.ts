import { expect, type Locator, type Page } from '@playwright/test';

/** `/changes/:id` in front of whoever reviews or follows it. */
export interface ChangePage {
  /** Reference, title and state. */
  readonly heading: Locator;
  readonly approve: Locator;
  section(name: string): Locator;
  /** Ticks every warning that has to be read, and approves. */
  approveAfterReading(): Promise<void>;
}

export function changePage(page: Page): ChangePage {
  const approve = page.getByRole('button', { name: 'Approve', exact: true });
  return {
    heading: page.getByRole('heading', { level: 1 }),
    approve,
    section: (name) => page.getByRole('region', { name, exact: true }),
    approveAfterReading: async () => {
      await expect(approve).toBeVisible();
      const warnings = page.getByRole('checkbox', {
        name: /read this warning/,
      });
      for (const warning of await warnings.all()) await warning.check();
      await approve.click();
    },
  };
}
