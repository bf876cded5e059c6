import { ONTAP_KEY_MANAGERS } from '@keyward/simulators';
import type { Locator, Page } from '@playwright/test';

import { changePage } from './pages/change-page.ts';
import { expectAccessible } from './pages/expect-accessible.ts';
import { expectFits, PHONE } from './pages/narrow-screen.ts';
import type { Wish } from './people/console-api.ts';
import { expect, test, unique } from './test.ts';

const AWAY_MS = 12.5 * 60_000;

function aKeyServer(): Wish {
  return {
    operation: 'ontap.add-key-servers',
    on: 'ontap-01',
    input: {
      keyManager: ONTAP_KEY_MANAGERS.archive,
      servers: [{ server: `${unique('kms')}.corp.example` }],
    },
    reason: 'To be read for a long time',
  };
}

/** Lets the clock of the page go on as if nobody had been there. @returns what the page asks */
async function goAway(page: Page): Promise<Locator> {
  await page.clock.setSystemTime(Date.now() + AWAY_MS);
  const question = page.getByRole('dialog', {
    name: 'Warning: Are you still there?',
  });
  await expect(question).toContainText('left');
  return question;
}

test('somebody who was away stays signed in by one key, in the word they were writing', async ({
  person,
}) => {
  const [admin, reviewer] = await Promise.all([
    person('admin'),
    person('reviewer'),
  ]);
  const { page } = reviewer;
  const { id } = await admin.api.submitted(aKeyServer());
  await page.setViewportSize(PHONE);
  await reviewer.open(`/changes/${id}`);
  await changePage(page)
    .section('Your decision')
    .getByRole('button', { name: 'Reject' })
    .click();
  const why = page.getByRole('textbox', { name: 'Why' });
  await why.fill('half a sent');

  const question = await goAway(page);
  const stay = question.getByRole('button', { name: 'Stay signed in' });
  const signOut = question.getByRole('button', { name: 'Sign out' });
  const close = question.getByRole('button', { name: 'Close' });
  await expect(stay).toBeFocused();
  await expect(stay).toBeInViewport();
  await expectFits(page);
  await expectAccessible(page);
  for (const next of [signOut, close, stay]) {
    await page.keyboard.press('Tab');
    await expect(next, 'the focus stays inside').toBeFocused();
  }
  await page.keyboard.press('Escape');
  await expect(question).toHaveCount(0);
  await expect(why).toBeFocused();
  await page.keyboard.press('End');
  await page.keyboard.type('ence');
  await expect(why).toHaveValue('half a sentence');
});
