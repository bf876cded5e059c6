import { changePage } from '../pages/change-page.ts';
import { expectLive, markLoad } from '../pages/following.ts';
import { approveAs, copyIntoNewChange } from '../pages/four-eyes.ts';
import { newChangePage } from '../pages/new-change-page.ts';
import { taskPage } from '../pages/task-page.ts';
import { answerToCsr, demoCertificate } from '../product/demo-secrets.ts';
import { columnsHolding } from '../product/database.ts';
import { expect, test } from '../test.ts';

test('a certificate with its key is decoded, approved and read back, and its key is erased', async ({
  person,
  product,
}) => {
  const [admin, reviewer, helpdesk] = await Promise.all([
    person('admin'),
    person('reviewer'),
    person('helpdesk'),
  ]);
  const pair = await demoCertificate(product);

  const draft = newChangePage(admin.page);
  await draft.choose('vcenter.update-provider-client-certificate', 'vc-ta');
  await draft.pick('Trust Authority cluster', /TA-Cluster-A|domain-c101/);
  await draft.pick('Key provider', /kmip-prod/);
  await draft.pastePair(pair);
  const says = admin.page.getByRole('region', {
    name: 'What this certificate says',
  });
  await expect(says).toContainText('CN=demo-client');
  await expect(says).toContainText('client authentication');
  await expect(says).toContainText(
    'The certificate and the private key belong together.',
  );
  await draft.preview();
  await expect(draft.plan).toContainText(
    'cannot be undone without the old key',
  );
  const id = await draft.submit('The old certificate ends this month');

  await helpdesk.open(`/changes/${id}`);
  await expectLive(helpdesk.page);
  const mark = await markLoad(helpdesk.page);
  await reviewer.open(`/changes/${id}`);
  const answered = changePage(reviewer.page).section('Key servers');
  await expect(answered).toContainText('kms1.corp.example');
  await expect(answered).toContainText('Keyward simulated key server');
  await expect(answered).not.toContainText('Failed');
  await approveAs(reviewer, id);
  await expect(changePage(helpdesk.page).heading).toContainText('Succeeded');
  await mark.expectSameLoad();
  const task = taskPage(helpdesk.page);
  await task.openFromChange();
  await expect(task.verification).toContainText('One fact was read back.');
  await expect(task.verification).toContainText(
    'One fact cannot be read back.',
  );
  await taskPage(reviewer.page).openFromChange();
  const reviewed = taskPage(reviewer.page).verification;
  await expect(reviewed).toContainText('certificate with SHA-256');
  await expect(reviewed).toContainText('vCenter never returns it');

  const line = pair.privateKey.split('\n')[1] ?? '';
  expect(line.length).toBeGreaterThan(30);
  expect(await columnsHolding(product, line)).toEqual([]);
  expect(product.log()).not.toContain(line);
});

test(
  'the signed answer to a signing request needs no key and is fully verified',
  { tag: '@full' },
  async ({ person, product }) => {
    const [admin, reviewer] = await Promise.all([
      person('admin'),
      person('reviewer'),
    ]);
    const draft = newChangePage(admin.page);
    await draft.choose('vcenter.update-provider-client-certificate', 'vc-ta');
    await draft.pick('Trust Authority cluster', /TA-Cluster-B|domain-c102/);
    await draft.pick('Key provider', /kmip-new/);
    await draft.fill(
      'Certificate',
      await answerToCsr(product, 'domain-c102', 'kmip-new'),
    );
    await expect(
      admin.page.getByText(
        'The certificate and the provider’s CSR belong together.',
      ),
    ).toBeVisible();
    await draft.preview();
    const id = await draft.submit('First certificate of the new provider');
    await approveAs(reviewer, id);
    await expect(changePage(admin.page).heading).toContainText('Succeeded');
    const task = taskPage(admin.page);
    await task.openFromChange();
    await expect(task.verification).toContainText('Fully verified');
  },
);

test(
  'a missing privilege is explained, and the change can be copied without its key',
  { tag: '@full' },
  async ({ person, product }) => {
    const [admin, reviewer] = await Promise.all([
      person('admin'),
      person('reviewer'),
    ]);
    const pair = await demoCertificate(product);
    const draft = newChangePage(admin.page);
    await draft.choose('vcenter.update-provider-client-certificate', 'vc-ta');
    await draft.type('Trust Authority cluster', 'domain-c101');
    await draft.type('Key provider', 'fail-unauthorized');
    await draft.pastePair(pair);
    await draft.preview();
    const id = await draft.submit('With an account that may not');
    await approveAs(reviewer, id);
    await expect(changePage(admin.page).heading).toContainText('Failed');
    const task = taskPage(admin.page);
    await task.openFromChange();
    await expect(task.outcome).toContainText('UNAUTHORIZED');
    await expect(task.outcome).toContainText(
      'Keyward’s account lacks TrustedAdmin.ManageKMSTrust.',
    );

    await admin.open(`/changes/${id}`);
    await copyIntoNewChange(admin);
    await expect(
      admin.page.getByRole('textbox', { name: 'Private key', exact: true }),
    ).toHaveValue('');
  },
);
