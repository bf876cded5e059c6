import type { Locator, Page } from '@playwright/test';

/** `/tasks/:id`, and the way to it from the page of its change. */
export interface TaskPage {
  readonly heading: Locator;
  /** Why it ended as it did: sentence, next step, the vendor's words, codes. */
  readonly outcome: Locator;
  readonly verification: Locator;
  readonly steps: Locator;
  readonly events: Locator;
  openFromChange(): Promise<void>;
}

export function taskPage(page: Page): TaskPage {
  return {
    heading: page.getByRole('heading', { level: 1 }),
    outcome: page.locator('.kw-problem'),
    verification: page.getByRole('region', { name: 'Verification' }),
    steps: page.getByRole('list', { name: 'Steps' }),
    events: page.getByRole('list', { name: 'Events' }).getByRole('listitem'),
    openFromChange: async () => {
      await page.getByRole('link', { name: 'Open the task' }).click();
    },
  };
}
