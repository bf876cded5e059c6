import {
  policyInForce,
  problem,
  type PolicyDocument,
  type PolicyRule,
} from '@keyward/contract';
import { randomBytes, randomUUID } from 'node:crypto';

import { changePage } from '../pages/change-page.ts';
import { expectAccessible } from '../pages/expect-accessible.ts';
import { approveAs } from '../pages/four-eyes.ts';
import { newChangePage } from '../pages/new-change-page.ts';
import type { ConsoleApi, Wish } from '../people/console-api.ts';
import type { Person } from '../people/person.ts';
import { expect, test, unique } from '../test.ts';

/** No other test uses this connection, so a rule for it is nobody else's. */
const TARGET = 'esx-02';
const OPERATION = 'esx.create-native-provider';

function aProvider(provider: string): Wish {
  return {
    operation: OPERATION,
    on: TARGET,
    input: {
      provider,
      keyId: randomUUID(),
      keyDerivationKey: randomBytes(32).toString('base64'),
    },
    reason: 'Under a rule of its own',
  };
}

async function policyNow(api: ConsoleApi): Promise<PolicyDocument> {
  const answer = await api.get('/api/policy');
  return policyInForce.parse(await answer.json()).document;
}

/** Brings a rule for the target into force, in place of the one there is. */
async function putRule(
  admin: Person,
  reviewer: Person,
  rule: Partial<PolicyRule>,
): Promise<void> {
  const policy = await policyNow(admin.api);
  const connectionId = await admin.api.connectionId(TARGET);
  const { id } = await admin.api.submitted({
    operation: 'console.update-policy',
    input: {
      policy: {
        ...policy,
        targets: [
          ...policy.targets.filter(
            (each) => each.connectionId !== connectionId,
          ),
          {
            connectionId,
            operation: OPERATION,
            rule: { ...policy.risk.high, ...rule },
          },
        ],
      },
    },
    reason: 'A rule for one host',
  });
  expect((await reviewer.api.approve(id)).status()).toBe(200);
  await expect
    .poll(async () => (await admin.api.change(id)).state)
    .toBe('succeeded');
}

async function effectsOf(
  target: { effects(): Promise<readonly unknown[]> },
  provider: string,
): Promise<number> {
  const effects = await target.effects();
  return effects.filter((each) => JSON.stringify(each).includes(provider))
    .length;
}

// One after the other: both put a rule for the same target into the policy.
test.describe.configure({ mode: 'default' });

test('a rule of two approvals is decided under the rule of one, and then needs two people', async ({
  person,
  product,
}) => {
  test.slow();
  const [admin, reviewer, other] = await Promise.all([
    person('admin'),
    person('reviewer'),
    person('reviewer2'),
  ]);
  const { page } = admin;
  await admin.open('/policy');
  await page.getByRole('link', { name: 'Change the policy' }).click();
  await page
    .getByRole('button', { name: 'Add a rule for one connection' })
    .click();
  const rule = page.getByRole('group', { name: 'New target rule' });
  await rule.getByRole('combobox', { name: 'Connection' }).selectOption(TARGET);
  const named = page.getByRole('group', { name: TARGET });
  await named
    .getByRole('combobox', { name: 'Operation' })
    .selectOption(OPERATION);
  await named.getByRole('textbox', { name: 'Approvals' }).fill('2');
  await expect(
    page.getByRole('region', { name: 'What this changes' }),
  ).toContainText('2 approvals');
  await expectAccessible(page);
  const draft = newChangePage(page);
  await draft.preview();
  const policyChange = await draft.submit('This host needs two');

  await reviewer.open(`/changes/${policyChange}`);
  const review = changePage(reviewer.page);
  await expect(review.section('Your decision')).toContainText(
    '0 of 1 approvals',
  );
  await review.approveAfterReading();
  await expect(review.heading).toContainText('Succeeded');

  const provider = unique('nkp');
  const { id } = await admin.api.submitted(aProvider(provider));
  await approveAs(reviewer, id);
  await expect(review.section('Your decision')).toContainText(
    '1 of 2 approvals',
  );
  await expect(review.section('Your decision')).toContainText(
    'You approved this',
  );
  await expect(review.heading).toContainText('Awaiting approval');
  const again = await reviewer.api.approve(id);
  expect([again.status(), problem.parse(await again.json()).code]).toEqual([
    409,
    'already_decided',
  ]);
  expect(await effectsOf(product.target(TARGET), provider)).toBe(0);

  await approveAs(other, id);
  await expect(review.heading).toContainText('Succeeded');
  expect(await effectsOf(product.target(TARGET), provider)).toBe(1);
  await admin.open('/policy');
  await expect(
    page.getByRole('table', { name: 'Rules of the policy in force' }),
  ).toContainText(TARGET);
});

test(
  'an approved change waits for its cool-off, and any security admin cancels it meanwhile',
  { tag: '@full' },
  async ({ person, product }) => {
    const [admin, reviewer, lead] = await Promise.all([
      person('admin'),
      person('reviewer'),
      person('lead'),
    ]);
    await putRule(admin, reviewer, { coolOffMinutes: 30 });
    const provider = unique('nkp');
    const { id } = await admin.api.submitted(aProvider(provider));
    await approveAs(reviewer, id);
    const decision = changePage(reviewer.page).section('Where it stands');
    await expect(decision).toContainText('Approved, not started yet.');
    await expect(decision).toContainText(/It starts in (29|30) min/);

    await lead.open(`/changes/${id}`);
    await lead.page
      .getByRole('button', { name: 'Withdraw before it starts' })
      .click();
    await expect(changePage(lead.page).heading).toContainText('Withdrawn');
    await expect(changePage(reviewer.page).heading).toContainText('Withdrawn');
    expect(await effectsOf(product.target(TARGET), provider)).toBe(0);
  },
);
