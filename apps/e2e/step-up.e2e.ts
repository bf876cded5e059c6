import { randomUUID } from 'node:crypto';

import { changePage } from './pages/change-page.ts';
import { expectAccessible } from './pages/expect-accessible.ts';
import { newChangePage } from './pages/new-change-page.ts';
import { withDatabase } from './product/database.ts';
import type { Product } from './product/start-product.ts';
import { expect, test, unique } from './test.ts';

/** Lets a person's last proof be older than it may be for anything sensitive. */
async function ageProof(product: Product, personId: string): Promise<void> {
  await withDatabase(product, async (client) => {
    const { rowCount } = await client.query(
      `update session set proved_at = now() - interval '16 minutes' where person_id = $1`,
      [personId],
    );
    expect(rowCount).toBe(1);
  });
}

test('a secret is submitted only after a fresh proof, and nothing that was typed is lost', async ({
  newcomer,
  product,
}) => {
  const { page, api, id, password } = await newcomer(['security_admin']);
  const draft = newChangePage(page);
  const provider = unique('nkp');
  await draft.choose('esx.create-native-provider', 'esx-01');
  await draft.fill('Provider name', provider);
  await draft.fill('Key id', randomUUID());
  await page.getByRole('button', { name: 'Generate' }).last().click();
  await draft.preview();
  await ageProof(product, id);
  await page
    .getByRole('textbox', { name: 'Reason', exact: true })
    .fill('Typed before the proof was asked for');
  await page.getByRole('button', { name: 'Submit for approval' }).click();

  const dialog = page.getByRole('dialog', { name: 'Confirm that it is you' });
  await expect(dialog).toBeVisible();
  await expectAccessible(page);
  const field = dialog.getByLabel('Your password');
  await field.fill('not-the-password');
  await dialog.getByRole('button', { name: 'Confirm' }).click();
  await expect(dialog).toContainText('This is not your password');
  await expect(field).toHaveValue('');
  await field.fill(password);
  await dialog.getByRole('button', { name: 'Confirm' }).click();

  await expect(changePage(page).heading).toContainText('Awaiting approval');
  const change = await api.change(page.url().split('/').at(-1) ?? '');
  expect(change).toMatchObject({
    state: 'pending',
    input: { provider },
    reason: 'Typed before the proof was asked for',
  });
});
