import { changePage } from '../pages/change-page.ts';
import { expectLive, markLoad } from '../pages/following.ts';
import { approveAs, copyIntoNewChange } from '../pages/four-eyes.ts';
import { newChangePage } from '../pages/new-change-page.ts';
import { taskPage } from '../pages/task-page.ts';
import { columnsHolding } from '../product/database.ts';
import { expect, test, unique } from '../test.ts';

test('a native provider with a generated key is created, and nobody can read the key back', async ({
  person,
  product,
}) => {
  const [admin, reviewer, helpdesk] = await Promise.all([
    person('admin'),
    person('reviewer'),
    person('helpdesk'),
  ]);
  const provider = unique('nkp');

  const draft = newChangePage(admin.page);
  await draft.choose('esx.create-native-provider', 'esx-01');
  await expect(
    admin.page.getByText('a feature in development').first(),
  ).toBeVisible();
  await draft.fill('Provider name', provider);
  const generate = admin.page.getByRole('button', { name: 'Generate' });
  await generate.first().click();
  await generate.last().click();
  const key = await admin.page.getByLabel(/^Key derivation key/).inputValue();
  expect(Buffer.from(key, 'base64')).toHaveLength(32);
  await expect(
    admin.page.getByText('Write this key down now. It is not shown again.'),
  ).toBeVisible();
  await draft.preview();
  await expect(draft.checks).toContainText('Name is free');
  const id = await draft.submit('The host gets a provider of its own');

  await helpdesk.open(`/changes/${id}`);
  await expectLive(helpdesk.page);
  const mark = await markLoad(helpdesk.page);
  await approveAs(reviewer, id);
  await expect(changePage(helpdesk.page).heading).toContainText('Succeeded');
  await mark.expectSameLoad();
  const task = taskPage(helpdesk.page);
  await task.openFromChange();
  await expect(task.verification).toContainText(
    'Verified as far as can be read',
  );
  await expect(task.verification).toContainText(
    'One fact cannot be read back.',
  );
  await expect(
    helpdesk.page.getByText('a feature in development'),
  ).toBeVisible();

  await taskPage(reviewer.page).openFromChange();
  await expect(taskPage(reviewer.page).verification).toContainText(
    'the host never returns it',
  );

  expect(await columnsHolding(product, key)).toEqual([]);
  expect(product.log()).not.toContain(key);
  const effects = await product.target('esx-01').effects();
  expect(
    effects.filter((effect) => JSON.stringify(effect).includes(provider)),
  ).toHaveLength(1);
});

test(
  'a key that the host does not take is refused in plain words, and the change can be copied without it',
  { tag: '@full' },
  async ({ person }) => {
    const [admin, reviewer] = await Promise.all([
      person('admin'),
      person('reviewer'),
    ]);
    const provider = `${unique('nkp')}-fail-invalid-argument`;
    const draft = newChangePage(admin.page);
    await draft.choose('esx.create-native-provider', 'esx-01');
    await draft.fill('Provider name', provider);
    await draft.fill('Key id', 'not-a-uuid');
    await expect(
      admin.page.getByRole('textbox', { name: 'Key id', exact: true }),
    ).toHaveAccessibleDescription(/UUID/);
    await draft.fillSecret('Key derivation key', 'dG9vIHNob3J0');
    await draft.preview();
    await expect(draft.checks).toContainText('the host decides');
    const id = await draft.submit('A key the host will not take');
    await approveAs(reviewer, id);
    await expect(changePage(admin.page).heading).toContainText('Failed');
    const task = taskPage(admin.page);
    await task.openFromChange();
    await expect(task.outcome).toContainText('INVALID_ARGUMENT');
    await expect(task.outcome).toContainText(
      'The host refused the provider’s specification.',
    );

    await admin.open(`/changes/${id}`);
    await copyIntoNewChange(admin);
    await expect(
      admin.page.getByRole('textbox', { name: 'Provider name', exact: true }),
    ).toHaveValue(provider);
    await expect(admin.page.getByLabel(/^Key derivation key/)).toHaveValue('');
  },
);
