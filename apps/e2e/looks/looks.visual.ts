import { showIn } from '../pages/expect-accessible.ts';
import { PHONE } from '../pages/narrow-screen.ts';
import { expect, test } from '../test.ts';
import { holdStill } from './hold-still.ts';
import { LOOKS } from './looks.ts';
import { makeSomethingToShow } from './something-to-show.ts';
import { lookAs, startLooking } from './start-looking.ts';

const SCREENS = { desktop: { width: 1280, height: 800 }, phone: PHONE };
const COLOURS = ['light', 'dark'] as const;

test.use({ productOf: 'looks' });
test.describe.configure({ timeout: 600_000 });

test('every pictured page looks as it did, on a desk and on a phone, in light and in dark', async ({
  browser,
  product,
  signedIn,
  person,
  consoleGuard,
}) => {
  const [admin, reviewer] = [await person('admin'), await person('reviewer')];
  const shown = await makeSomethingToShow(admin.api, reviewer.api);
  const open = startLooking(shown, admin.api, reviewer.api);
  for (const look of LOOKS.filter(({ isPictured }) => isPictured)) {
    const [onlooker = 'visitor'] = look.of;
    const page = await lookAs(browser, product, signedIn, onlooker);
    consoleGuard.watch(page);
    await holdStill(page);
    for (const [screen, size] of Object.entries(SCREENS)) {
      await page.setViewportSize(size);
      await open(page, look);
      for (const colours of COLOURS) {
        await showIn(page, colours);
        await expect
          .soft(page)
          .toHaveScreenshot(`${look.name}-${screen}-${colours}.png`);
      }
    }
    await page.context().close();
  }
});
