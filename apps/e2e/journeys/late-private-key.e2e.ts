import { changePage } from '../pages/change-page.ts';
import { expectLive } from '../pages/following.ts';
import { approveAs } from '../pages/four-eyes.ts';
import { newChangePage } from '../pages/new-change-page.ts';
import { taskPage } from '../pages/task-page.ts';
import { columnsHolding } from '../product/database.ts';
import { demoCertificate } from '../product/demo-secrets.ts';
import { expect, test } from '../test.ts';

test(
  'a private key is supplied after the approval, goes to the target, and is kept nowhere',
  { tag: '@full' },
  async ({ person, product }) => {
    const [admin, reviewer] = await Promise.all([
      person('admin'),
      person('reviewer'),
    ]);
    const pair = await demoCertificate(product);
    const other = await demoCertificate(product);

    const draft = newChangePage(admin.page);
    await draft.choose('vcenter.update-provider-client-certificate', 'vc-ta');
    await draft.pick('Trust Authority cluster', /TA-Cluster-A|domain-c101/);
    await draft.pick('Key provider', /kmip-prod/);
    await admin.page
      .getByRole('radio', { name: 'Certificate with its key' })
      .check();
    await admin.page
      .getByRole('radio', { name: 'Supply it after approval' })
      .check();
    await draft.fill('Certificate', pair.certificate);
    await draft.preview();
    await expect(draft.checks).toContainText('The private key is not kept');
    const id = await draft.submit('The old certificate ends this month');
    await expectLive(admin.page);

    await approveAs(reviewer, id);
    await expect(
      reviewer.page.getByText(/It waits for .+ to supply the private key\./),
    ).toBeVisible();

    // The requester's page hears of the approval by itself.
    await admin.page
      .getByRole('button', { name: 'Supply the private key' })
      .click();
    const dialog = admin.page.getByRole('dialog');
    const key = dialog.getByRole('textbox', {
      name: 'Private key',
      exact: true,
    });
    const send = dialog.getByRole('button', {
      name: 'Supply the key and start',
    });
    await key.fill(other.privateKey);
    await send.click();
    await expect(dialog).toContainText(
      'This is another key than the approved one, so it was not sent.',
    );
    await key.fill(pair.privateKey);
    await send.click();
    await expect(dialog).toBeHidden();
    await expect(changePage(admin.page).heading).toContainText('Succeeded');
    const task = taskPage(admin.page);
    await task.openFromChange();
    await expect(task.verification).toContainText('certificate with SHA-256');

    for (const { privateKey } of [pair, other]) {
      const line = privateKey.split('\n')[1] ?? '';
      expect(line.length).toBeGreaterThan(30);
      expect(await columnsHolding(product, line)).toEqual([]);
      expect(product.log()).not.toContain(line);
      expect(await admin.page.content()).not.toContain(line);
    }
  },
);
