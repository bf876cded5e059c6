import { expect } from '@playwright/test';

import { test } from './gallery.ts';
import { LOOKS } from './looks.ts';

/** Enough for the head of every page, few enough to keep. */
const DESK = { width: 1280, height: 800 } as const;

test.describe.configure({ timeout: 300_000 });

test('every pictured page looks as it did', async ({
  browser,
  gallery,
  consoleGuard,
}) => {
  const pictured = LOOKS.filter(({ isPictured }) => isPictured);
  for (const look of pictured) {
    await test.step(look.name, async () => {
      const [onlooker = 'visitor'] = look.of;
      const { page, open, quiet } = await gallery.visit(browser, onlooker, {
        isStill: true,
      });
      consoleGuard.watch(page);
      await page.setViewportSize(DESK);
      await open(look);
      await quiet.until(500);
      await expect.soft(page).toHaveScreenshot(`${look.name}.png`);
      await page.context().close();
    });
  }
});
