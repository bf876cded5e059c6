import { changePage } from '../pages/change-page.ts';
import { expectFits, PHONE } from '../pages/narrow-screen.ts';
import { newChangePage } from '../pages/new-change-page.ts';
import { taskPage } from '../pages/task-page.ts';
import { expect, test, unique } from '../test.ts';

test('the main job fits a phone for all three people, and the decision is within reach', async ({
  person,
  product,
}) => {
  test.slow();
  await product.target('vc-work').reset();
  const [admin, reviewer, helpdesk] = await Promise.all([
    person('admin'),
    person('reviewer'),
    person('helpdesk'),
  ]);
  for (const { page } of [admin, reviewer, helpdesk]) {
    await page.setViewportSize(PHONE);
  }
  const ticket = unique('INC');

  await admin.open('/');
  await expectFits(admin.page);
  const draft = newChangePage(admin.page);
  await draft.choose('vcenter.configure-cluster-kms-service', 'vc-work');
  await expectFits(admin.page);
  await draft.pick('Trusted cluster', /Prod-Trusted-02/);
  await draft.pick('Key provider service', /kms-b1\.trust\.corp\.example/);
  await draft.preview();
  await expect(draft.plan).toContainText('Prod-Trusted-02');
  await expectFits(admin.page);
  const id = await draft.submit(
    'The second site takes its keys from B',
    ticket,
  );
  await expect(changePage(admin.page).heading).toContainText(
    'Awaiting approval',
  );

  await reviewer.open('/');
  await expectFits(reviewer.page);
  await reviewer.open(`/changes/${id}`);
  const { approve } = changePage(reviewer.page);
  await expect(approve).toBeVisible();
  await expectFits(reviewer.page);
  await approve.scrollIntoViewIfNeeded();
  await expect(approve, 'the decision is reachable').toBeInViewport();
  await changePage(reviewer.page).approveAfterReading();

  await helpdesk.open(`/tasks?ticket=${ticket}`);
  await expectFits(helpdesk.page);
  await helpdesk.page.getByRole('link', { name: /^TSK-\d+/ }).click();
  await expect(taskPage(helpdesk.page).heading).toContainText('Succeeded');
  await expect(taskPage(helpdesk.page).verification).toContainText(
    'Fully verified',
  );
  await expectFits(helpdesk.page);
});
