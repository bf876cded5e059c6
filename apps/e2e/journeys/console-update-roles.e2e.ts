import { ONTAP_KEY_MANAGERS } from '@keyward/simulators';

import { changePage } from '../pages/change-page.ts';
import { expectAccessible } from '../pages/expect-accessible.ts';
import { approveAs } from '../pages/four-eyes.ts';
import { newChangePage } from '../pages/new-change-page.ts';
import { signInAs } from '../pages/sign-in-page.ts';
import type { Wish } from '../people/console-api.ts';
import { expect, test, unique } from '../test.ts';

const PASSWORD = 'seven plain words are quite enough';

function aKeyServer(): Wish {
  return {
    operation: 'ontap.add-key-servers',
    on: 'ontap-01',
    input: {
      keyManager: ONTAP_KEY_MANAGERS.archive,
      servers: [{ server: `${unique('kms')}.corp.example` }],
    },
    reason: 'For somebody new to decide on',
  };
}

test(
  'somebody invited becomes a reviewer by a change, and decides only on what was submitted afterwards',
  { tag: '@full' },
  async ({ browser, consoleGuard, person, product }) => {
    test.slow();
    const [admin, reviewer] = await Promise.all([
      person('admin'),
      person('reviewer'),
    ]);
    const older = await admin.api.submitted(aKeyServer());
    const username = unique('nia');
    const { page } = admin;
    await admin.open('/people');
    await page.getByRole('button', { name: 'Invite a person' }).click();
    const dialog = page.getByRole('dialog');
    await dialog
      .getByRole('textbox', { name: 'Name', exact: true })
      .fill(`Nia New (${username})`);
    await dialog.getByRole('textbox', { name: 'User name' }).fill(username);
    await dialog.getByRole('button', { name: 'Make the invitation' }).click();
    await expect(dialog).toContainText('shown only now');
    await expectAccessible(page);
    const link = await dialog
      .getByRole('textbox', { name: 'Invitation link' })
      .inputValue();

    const context = await browser.newContext({ baseURL: product.publicUrl });
    const nia = await context.newPage();
    consoleGuard.watch(nia);
    await nia.goto(link);
    await expect(nia.getByRole('heading', { level: 1 })).toHaveText(
      `Welcome, Nia New (${username})`,
    );
    await expectAccessible(nia);
    for (const name of ['Password', 'Password once more']) {
      await nia.getByRole('textbox', { name, exact: true }).fill(PASSWORD);
    }
    await nia.getByRole('button', { name: 'Accept and sign in' }).click();
    await expect(nia.getByRole('heading', { level: 1 })).toHaveText(
      'You have no role yet',
    );

    await dialog.getByRole('link', { name: 'Give roles' }).click();
    await page.getByRole('checkbox', { name: 'Reviewer' }).check();
    const draft = newChangePage(page);
    await draft.preview();
    const roles = await draft.submit('Nia joins the reviewers');
    await approveAs(reviewer, roles);
    await expect(changePage(reviewer.page).heading).toContainText('Succeeded');
    // Whose roles change signs in again. Without a role no events came, so the page finds out when it next asks.
    await nia.reload();
    await expect(nia).toHaveURL(/\/sign-in/);
    await signInAs(nia, username, PASSWORD);
    await expect(nia.getByRole('heading', { level: 1 })).toHaveText(
      'What needs you now',
    );

    const review = changePage(nia);
    await nia.goto(`/changes/${older.id}`);
    await expect(review.approve).toBeDisabled();
    await expect(review.section('Your decision')).toContainText(
      'You were given the role that decides after this change was submitted',
    );
    const newer = await admin.api.submitted(aKeyServer());
    await nia.goto(`/changes/${newer.id}`);
    await review.approveAfterReading();
    await expect(review.heading).toContainText('Succeeded');
    await context.close();
  },
);
