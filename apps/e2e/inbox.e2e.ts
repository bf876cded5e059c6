import { inboxPage } from '@keyward/contract';
import { ONTAP_KEY_MANAGERS } from '@keyward/simulators';

import { changePage } from './pages/change-page.ts';
import { expectAccessible } from './pages/expect-accessible.ts';
import { expectLive, markLoad } from './pages/following.ts';
import { expect, test, unique } from './test.ts';

test(
  'a reviewer hears of a change without a reload, and the phrase is the same wherever it stands',
  { tag: '@full' },
  async ({ browser, person, newcomer }) => {
    test.slow();
    const [admin, reviewer] = await Promise.all([
      person('admin'),
      newcomer(['reviewer']),
    ]);
    const { page } = reviewer;
    const bell = page.getByRole('banner').getByRole('link', { name: /^Inbox/ });
    await reviewer.open('/');
    await expectLive(page);
    await expect(bell).toHaveAccessibleName('Inbox');
    const mark = await markLoad(page);
    const change = await admin.api.submitted({
      operation: 'ontap.add-key-servers',
      on: 'ontap-01',
      input: {
        keyManager: ONTAP_KEY_MANAGERS.archive,
        servers: [{ server: `${unique('kms')}.corp.example` }],
      },
      reason: 'To be heard of',
    });
    await expect(bell).toHaveAccessibleName('Inbox, 1 unread');
    await mark.expectSameLoad();

    await bell.click();
    const told = page
      .getByRole('list', { name: 'Notifications' })
      .getByRole('listitem');
    await expect(told).toContainText('Needs your decision');
    await expect(told).toContainText(change.phrase);
    await expectAccessible(page);
    await told.getByRole('link').click();
    await expect(changePage(page).heading).toContainText(change.reference);
    await expect(changePage(page).section('Your decision')).toContainText(
      change.phrase,
    );
    await expect(bell).toHaveAccessibleName('Inbox');
    await mark.expectSameLoad();
    const inbox = inboxPage.parse(
      await (await reviewer.api.get('/api/inbox')).json(),
    );
    expect(inbox.unread).toBe(0);

    await admin.open(`/changes/${change.id}`);
    await expect(
      changePage(admin.page).section('Where it stands'),
    ).toContainText(change.phrase);

    const plain = await browser.newContext({
      javaScriptEnabled: false,
      storageState: await reviewer.context.storageState(),
    });
    const withoutScripts = await plain.newPage();
    await withoutScripts.goto(new URL(`/review/${change.id}`, page.url()).href);
    await expect(withoutScripts.getByText(change.phrase)).toBeVisible();
    await plain.close();
  },
);
