import type { Page } from '@playwright/test';
import { join } from 'node:path';

import { changePage } from '../pages/change-page.ts';
import { PHONE } from '../pages/narrow-screen.ts';
import { newChangePage } from '../pages/new-change-page.ts';
import { taskPage } from '../pages/task-page.ts';
import { comeIn } from '../people/person.ts';
import { repositoryRoot } from '../product/repository.ts';
import { expect, test } from '../test.ts';

const FOLDER = join(repositoryRoot, 'docs', 'images', 'tour');
const DESK = { width: 1280, height: 800 } as const;

test.use({ productOf: 'tour', viewport: DESK });
test.setTimeout(180_000);

/** One picture of docs/tour.md; what is written there says what it shows. */
async function picture(page: Page, name: string): Promise<void> {
  await expect(
    page.locator('[aria-busy="true"], .pf-v6-c-skeleton'),
  ).toHaveCount(0);
  await page.screenshot({
    path: join(FOLDER, `${name}.png`),
    animations: 'disabled',
    caret: 'hide',
  });
}

test('the main job, in pictures', async ({
  browser,
  product,
  person,
  signedIn,
}) => {
  const [admin, reviewer, helpdesk] = [
    await person('admin'),
    await person('reviewer'),
    await person('helpdesk'),
  ];
  await admin.open('/');
  await expect(admin.page.getByRole('heading', { level: 1 })).toBeVisible();
  await picture(admin.page, '1-admin-home');
  const draft = newChangePage(admin.page);
  await admin.open('/changes/new');
  await expect(admin.page.getByRole('radiogroup').first()).toBeVisible();
  await picture(admin.page, '2-choose');
  await draft.choose('vcenter.configure-cluster-kms-service', 'vc-work');
  await draft.pick('Trusted cluster', /Prod-Trusted-02/);
  await draft.pick('Key provider service', /kms-b1\.trust\.corp\.example/);
  await draft.preview();
  await draft.plan.scrollIntoViewIfNeeded();
  await picture(admin.page, '3-preview');
  const id = await draft.submit(
    'The second site takes its keys from B',
    'INC-20817',
  );
  await expect(changePage(admin.page).heading).toContainText(
    'Awaiting approval',
  );

  await reviewer.open('/');
  await expect(
    reviewer.page.getByRole('link', { name: /^CHG-\d+/ }).first(),
  ).toBeVisible();
  await picture(reviewer.page, '4-reviewer-home');
  const phone = await comeIn(browser, product, signedIn, 'reviewer');
  await phone.page.setViewportSize(PHONE);
  await phone.open(`/changes/${id}`);
  await expect(changePage(phone.page).heading).toContainText('CHG-');
  await picture(phone.page, '5-review-on-a-phone');
  await phone.context.close();
  await reviewer.open(`/changes/${id}`);
  await expect(changePage(reviewer.page).approve).toBeVisible();
  await picture(reviewer.page, '6-review');
  await changePage(reviewer.page).approveAfterReading();

  await expect(changePage(admin.page).heading).toContainText('Running');
  await taskPage(admin.page).openFromChange();
  await expect(taskPage(admin.page).heading).toContainText('TSK-');
  await picture(admin.page, '7-task-live');
  await expect(taskPage(admin.page).heading).toContainText('Succeeded', {
    timeout: 60_000,
  });
  await picture(admin.page, '8-task-done');

  await helpdesk.open('/');
  await expect(helpdesk.page.getByRole('heading', { level: 1 })).toBeVisible();
  await picture(helpdesk.page, '9-helpdesk-home');
  await helpdesk.open(`/changes/${id}`);
  await expect(changePage(helpdesk.page).heading).toContainText('Succeeded');
  await picture(helpdesk.page, '10-helpdesk-change');
});
