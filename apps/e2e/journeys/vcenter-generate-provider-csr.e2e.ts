import { readFile } from 'node:fs/promises';

import { changePage } from '../pages/change-page.ts';
import { approveAs } from '../pages/four-eyes.ts';
import { newChangePage } from '../pages/new-change-page.ts';
import { taskPage } from '../pages/task-page.ts';
import { answerToCsr, signCsr } from '../product/demo-secrets.ts';
import { expect, test } from '../test.ts';

test('vCenter makes the key: a CSR is approved, downloaded, signed and answered, and no key is on the way', async ({
  person,
  product,
}) => {
  // Two changes from the form to their verification, one after the other.
  test.slow();
  const [admin, reviewer] = await Promise.all([
    person('admin'),
    person('reviewer'),
  ]);
  const { page } = admin;
  const draft = newChangePage(page);

  // The form for certificates offers this way first and leads here with what was picked.
  await draft.choose('vcenter.update-provider-client-certificate', 'vc-ta');
  await draft.pick('Trust Authority cluster', /TA-Cluster-A|domain-c101/);
  await draft.pick('Key provider', /kmip-prod/);
  await page
    .getByRole('radio', { name: 'Let the vCenter make the key (recommended)' })
    .check();
  await page.getByRole('link', { name: 'Make the CSR' }).click();
  await expect(
    page.getByText('This provider has no CSR yet, so nothing is overwritten.'),
  ).toBeVisible();
  await draft.preview();
  await expect(draft.plan).toContainText('No private key is sent or received.');
  const id = await draft.submit('The key shall never leave vCenter');

  await approveAs(reviewer, id);
  await expect(changePage(page).heading).toContainText('Succeeded');
  const made = changePage(page).section('The new CSR');
  await expect(made).toContainText('CN=kmip-prod.domain-c101');
  const downloading = page.waitForEvent('download');
  await made.getByRole('button', { name: /^Download CSR/ }).click();
  const download = await downloading;
  expect(download.suggestedFilename()).toBe('kmip-prod.csr');
  const csr = await readFile(await download.path(), 'utf8');

  // The next step is prefilled; only the signed answer is missing.
  await made.getByRole('link', { name: 'Submit the signed answer' }).click();
  await draft.fill('Certificate', await signCsr(product, csr));
  await expect(
    page.getByText('The certificate and the provider’s CSR belong together.'),
  ).toBeVisible();
  await draft.preview();
  const answer = await draft.submit('Signed by our authority');
  await approveAs(reviewer, answer);
  await expect(changePage(page).heading).toContainText('Succeeded');
  await taskPage(page).openFromChange();
  await expect(taskPage(page).verification).toContainText('Fully verified');
});

test(
  'a new CSR is refused while the last one is being answered',
  { tag: '@full' },
  async ({ person, product }) => {
    const admin = await person('admin');
    const draft = newChangePage(admin.page);
    await draft.choose('vcenter.update-provider-client-certificate', 'vc-ta');
    await draft.pick('Trust Authority cluster', /TA-Cluster-A|domain-c101/);
    await draft.pick('Key provider', /kmip-dr/);
    await draft.fill(
      'Certificate',
      await answerToCsr(product, 'domain-c101', 'kmip-dr'),
    );
    await draft.preview();
    await draft.submit('The signed answer is on its way');

    await draft.choose('vcenter.generate-provider-csr', 'vc-ta');
    await draft.pick('Trust Authority cluster', /TA-Cluster-A|domain-c101/);
    await draft.pick('Key provider', /kmip-dr/);
    await draft.preview();
    await expect(draft.checks).toContainText(
      /CHG-\d+ is open and answers the CSR of key provider kmip-dr\./,
    );
    await expect(
      admin.page.getByRole('button', { name: 'Submit for approval' }),
    ).toBeDisabled();
  },
);
