import { expect, type Page } from '@playwright/test';

/** Proof that a page was not loaded again since it was marked. */
export interface LoadMark {
  expectSameLoad(): Promise<void>;
}

/** Marks the loaded document: a reload or another document would not have the mark. */
export async function markLoad(page: Page): Promise<LoadMark> {
  await page.evaluate('globalThis.loadedOnce = true');
  return {
    expectSameLoad: async () => {
      expect(
        await page.evaluate('globalThis.loadedOnce'),
        'the page was not reloaded',
      ).toBe(true);
    },
  };
}

/** Waits until the page says that it is live. */
export async function expectLive(page: Page): Promise<void> {
  await expect(page.getByText('Live', { exact: true })).toBeVisible();
}
