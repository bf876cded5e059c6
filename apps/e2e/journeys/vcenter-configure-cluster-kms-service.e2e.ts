import { changePage } from '../pages/change-page.ts';
import { expectLive, markLoad } from '../pages/following.ts';
import { approveAs, copyIntoNewChange } from '../pages/four-eyes.ts';
import { newChangePage } from '../pages/new-change-page.ts';
import { taskPage } from '../pages/task-page.ts';
import { expect, test, unique } from '../test.ts';

test('a cluster is configured for a service, and the helpdesk watches it in the list of tasks from nothing to succeeded', async ({
  person,
  product,
}) => {
  await product.target('vc-work').reset();
  const [admin, reviewer, helpdesk] = await Promise.all([
    person('admin'),
    person('reviewer'),
    person('helpdesk'),
  ]);
  const ticket = unique('INC');

  const draft = newChangePage(admin.page);
  await draft.choose('vcenter.configure-cluster-kms-service', 'vc-work');
  await draft.pick('Trusted cluster', /Prod-Trusted-02/);
  await draft.pick('Key provider service', /kms-b1\.trust\.corp\.example/);
  await draft.preview();
  await expect(draft.plan).toContainText('Prod-Trusted-02 (domain-c21)');
  const id = await draft.submit(
    'The second site takes its keys from B',
    ticket,
  );

  await helpdesk.open(`/tasks?ticket=${ticket}`);
  await expectLive(helpdesk.page);
  const mark = await markLoad(helpdesk.page);
  const row = helpdesk.page.getByRole('row').filter({ hasText: ticket });
  await expect(row).toBeHidden();

  await approveAs(reviewer, id);
  await expect(row).toContainText('Running');
  await expect(row).toContainText('Succeeded');
  await mark.expectSameLoad();

  await row.getByRole('link', { name: /^TSK-\d+/ }).click();
  const task = taskPage(helpdesk.page);
  await expect(task.verification).toContainText('Fully verified');
  await expect(task.verification).toContainText('One fact was read back.');
  await expect(helpdesk.page.getByText('Upstream task')).toBeVisible();
  await mark.expectSameLoad();
  await expect(changePage(admin.page).heading).toContainText('Succeeded');
  await taskPage(admin.page).openFromChange();
  await expect(taskPage(admin.page).verification).toContainText(
    'The cluster lists',
  );

  const effects = await product.target('vc-work').effects();
  expect(
    effects.filter(({ object }) => object.includes('domain-c21')),
  ).toHaveLength(1);
});

test(
  'hosts without the licence are refused in plain words, and the change can be copied',
  { tag: '@full' },
  async ({ person }) => {
    const [admin, reviewer] = await Promise.all([
      person('admin'),
      person('reviewer'),
    ]);
    const draft = newChangePage(admin.page);
    await draft.choose('vcenter.configure-cluster-kms-service', 'vc-work');
    await draft.pick('Trusted cluster', /Lab-Unlicensed/);
    await draft.pick('Key provider service', /kms-a1\.trust\.corp\.example/);
    await draft.preview();
    const id = await draft.submit('The laboratory joins');

    await approveAs(reviewer, id);
    await expect(changePage(admin.page).heading).toContainText('Failed');
    const task = taskPage(admin.page);
    await task.openFromChange();
    await expect(task.outcome).toContainText('UNABLE_TO_ALLOCATE_RESOURCE');
    await expect(task.outcome).toContainText(
      'The cluster’s hosts lack the vSphere Trust Authority licence.',
    );
    await expect(task.outcome).toContainText(
      'Assign the licence to every host, then submit again.',
    );

    await admin.open(`/changes/${id}`);
    await copyIntoNewChange(admin);
    await expect(
      admin.page.getByRole('combobox', {
        name: 'Trusted cluster',
        exact: true,
      }),
    ).toHaveValue('Lab-Unlicensed');
  },
);

test(
  'a task that fails half-way on the target says what the target said',
  { tag: '@full' },
  async ({ person }) => {
    const [admin, reviewer] = await Promise.all([
      person('admin'),
      person('reviewer'),
    ]);
    const { id } = await admin.api.submitted({
      operation: 'vcenter.configure-cluster-kms-service',
      on: 'vc-work',
      input: {
        cluster: 'domain-c34',
        source: { type: 'SERVICE', service: 'svc-fail-midway' },
      },
      reason: 'A service that breaks off',
    });
    await admin.open(`/changes/${id}`);
    await approveAs(reviewer, id);
    await expect(changePage(admin.page).heading).toContainText('Failed');
    const task = taskPage(admin.page);
    await task.openFromChange();
    await expect(task.outcome).toContainText('upstream task');
    await expect(task.steps).toContainText('failed');
  },
);
