import { changePage } from '../pages/change-page.ts';
import { newChangePage } from '../pages/new-change-page.ts';
import { taskPage } from '../pages/task-page.ts';
import { columnsHolding } from '../product/database.ts';
import { demoTokens } from '../product/demo-secrets.ts';
import { expect, test, unique } from '../test.ts';

test('a token is registered at once, verified as far as it can be, and leaves no trace', async ({
  person,
  product,
}) => {
  const admin = await person('admin');
  const answers: string[] = [];
  admin.page.on('response', (response) => {
    if (!response.url().includes('/api/')) return;
    if (response.url().endsWith('/api/events')) return;
    void response
      .text()
      .then((text) => answers.push(text))
      .catch(() => undefined);
  });
  const tokens = await demoTokens(product);
  const ticket = unique('INC');

  const draft = newChangePage(admin.page);
  await draft.choose('vcenter.register-expanded-token', 'vc-91');
  await draft.fillSecret('Overflow token', tokens.overflowToken);
  await draft.fillSecret('Expanded access token', tokens.expandedAccessToken);
  await expect(admin.page.getByText('automation@estate.test')).toHaveCount(2);
  await expect(admin.page.getByText(/^14 min|left/).first()).toBeVisible();
  await draft.preview();
  await expect(draft.plan).toContainText('at once and without a second person');
  const id = await draft.submit(
    'The nightly job carries too many groups',
    ticket,
  );

  await expect(changePage(admin.page).heading).toContainText('Succeeded');
  const task = taskPage(admin.page);
  await task.openFromChange();
  await expect(task.verification).toContainText(
    'Verified as far as can be read',
  );
  await expect(task.verification).toContainText(
    'vCenter now accepts the overflow token',
  );
  await expect(
    admin.page.getByText('nobody else: it runs without a second person'),
  ).toBeVisible();

  const { taskId } = await admin.api.change(id);
  for (const path of [
    `/api/changes/${id}`,
    `/api/tasks/${taskId ?? ''}`,
    `/api/tasks?ticket=${ticket}`,
    '/api/audit?limit=200',
  ]) {
    const answer = await admin.api.get(path);
    expect(answer.ok(), path).toBe(true);
    answers.push(await answer.text());
  }
  const kept = await admin.page.evaluate<string>(
    'JSON.stringify([localStorage, sessionStorage, history.state, location.href])',
  );
  // The signature is the part that no decoded claim repeats.
  for (const token of [tokens.overflowToken, tokens.expandedAccessToken]) {
    const [, claims = '', signature = ''] = token.split('.');
    for (const trace of [token, claims, signature]) {
      expect(trace.length).toBeGreaterThan(20);
      expect(await admin.page.content()).not.toContain(trace);
      expect(answers.join('\n')).not.toContain(trace);
      expect(kept).not.toContain(trace);
      expect(product.log()).not.toContain(trace);
      expect(await columnsHolding(product, trace)).toEqual([]);
    }
  }
  // The search itself works: what may be kept is found.
  expect(await columnsHolding(product, ticket)).not.toEqual([]);
});

test(
  'a token for another vCenter is refused in plain words, and trying again asks for fresh tokens',
  { tag: '@full' },
  async ({ person, product }) => {
    const admin = await person('admin');
    const tokens = await demoTokens(product, 'other-vcenter');
    const draft = newChangePage(admin.page);
    await draft.choose('vcenter.register-expanded-token', 'vc-91');
    await draft.fillSecret('Overflow token', tokens.overflowToken);
    await draft.fillSecret('Expanded access token', tokens.expandedAccessToken);
    await draft.preview();
    await draft.submit('A token from elsewhere');
    const change = changePage(admin.page);
    await expect(change.heading).toContainText('Failed');
    const task = taskPage(admin.page);
    await task.openFromChange();
    await expect(task.outcome).toContainText('UNAUTHENTICATED');
    await expect(task.outcome).toContainText('invalid_token');
    await admin.page.goBack();
    await admin.page
      .getByRole('link', { name: 'Copy into a new change' })
      .click();
    await expect(admin.page.getByLabel(/^Overflow token/)).toHaveValue('');
    expect(product.log()).not.toContain(tokens.overflowToken);
  },
);
