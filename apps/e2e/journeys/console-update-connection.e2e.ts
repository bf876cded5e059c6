import { randomBytes, randomUUID } from 'node:crypto';

import { changePage } from '../pages/change-page.ts';
import { expectAccessible } from '../pages/expect-accessible.ts';
import { approveAs } from '../pages/four-eyes.ts';
import { newChangePage } from '../pages/new-change-page.ts';
import type { Wish } from '../people/console-api.ts';
import { expect, test, unique } from '../test.ts';

const CONNECTION = 'esx-02';

function aProvider(): Wish {
  return {
    operation: 'esx.create-native-provider',
    on: CONNECTION,
    input: {
      provider: unique('nkp'),
      keyId: randomUUID(),
      keyDerivationKey: randomBytes(32).toString('base64'),
    },
    reason: 'Asked for at one address',
  };
}

test(
  'a connection gets another address after a second person approved it, and what waited for the old one is stale',
  { tag: '@full' },
  async ({ person }) => {
    test.slow();
    const [admin, reviewer] = await Promise.all([
      person('admin'),
      person('reviewer'),
    ]);
    const { page } = admin;
    const waiting = await admin.api.submitted(aProvider());
    const connection = await admin.api.connectionId(CONNECTION);

    await admin.open(`/connections/${connection}`);
    await page.getByRole('button', { name: 'More' }).click();
    await page
      .getByRole('menuitem', { name: 'Change address or trust' })
      .click();
    const draft = newChangePage(page);
    await draft.fill('Host', 'localhost');
    await expectAccessible(page);
    await draft.preview();
    await expect(draft.plan).toContainText('localhost');
    const id = await draft.submit('The host is known by its name now');
    expect((await admin.api.change(waiting.id)).state).toBe('pending');
    await approveAs(reviewer, id);
    await expect(changePage(reviewer.page).heading).toContainText('Succeeded');

    await expect
      .poll(async () => (await admin.api.change(waiting.id)).state)
      .toBe('stale');
    await admin.open(`/connections/${connection}`);
    await expect(page.getByRole('main')).toContainText('localhost');
    // The target is read at its new address, with the trust it had.
    await admin.api.submitted(aProvider());
  },
);
