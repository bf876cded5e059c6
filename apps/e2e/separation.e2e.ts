import { problem } from '@keyward/contract';
import { ONTAP_KEY_MANAGERS } from '@keyward/simulators';
import type { APIResponse } from '@playwright/test';

import type { Wish } from './people/console-api.ts';
import { changePage } from './pages/change-page.ts';
import { expect, test, unique } from './test.ts';

function aKeyServer(): Wish {
  return {
    operation: 'ontap.add-key-servers',
    on: 'ontap-01',
    input: {
      keyManager: ONTAP_KEY_MANAGERS.archive,
      servers: [{ server: `${unique('kms')}.corp.example` }],
    },
    reason: 'Never to be carried out',
  };
}

/** A digest that differs in its first digit. */
function another(digest: string): string {
  return `${digest.startsWith('0') ? '1' : '0'}${digest.slice(1)}`;
}

async function codeOf(answer: APIResponse): Promise<[number, string]> {
  return [answer.status(), problem.parse(await answer.json()).code];
}

test.describe('the second person', () => {
  test('is never the requester, whatever roles that person has', async ({
    person,
  }) => {
    const lead = await person('lead');
    const change = await lead.api.submitted(aKeyServer());
    expect(await codeOf(await lead.api.approve(change.id))).toEqual([
      403,
      'self_approval',
    ]);
    expect(
      await codeOf(
        await lead.api.post(`/api/changes/${change.id}/reject`, {
          digest: change.digest,
          comment: 'Nor this.',
        }),
      ),
    ).toEqual([403, 'self_approval']);
    expect((await lead.api.change(change.id)).state).toBe('pending');
  });

  test('sees the button shut with the reason on the own change, and open on another’s', async ({
    person,
  }) => {
    const [lead, admin] = await Promise.all([person('lead'), person('admin')]);
    const own = await lead.api.submitted(aKeyServer());
    await lead.open(`/changes/${own.id}`);
    const review = changePage(lead.page);
    await expect(review.approve).toBeDisabled();
    await expect(review.section('Where it stands')).toContainText(
      'You submitted this change; another person decides.',
    );
    await review.approve.focus();
    await expect(lead.page.getByRole('tooltip')).toContainText(
      'another person decides',
    );

    const others = await admin.api.submitted(aKeyServer());
    await lead.open(`/changes/${others.id}`);
    await expect(review.approve).toBeEnabled();
  });

  test('is nobody without the role: an admin’s and a helpdesk’s approval are refused', async ({
    person,
  }) => {
    const [lead, admin, helpdesk] = await Promise.all([
      person('lead'),
      person('admin'),
      person('helpdesk'),
    ]);
    const { id, digest } = await lead.api.submitted(aKeyServer());
    for (const { api } of [admin, helpdesk]) {
      const answer = await api.post(`/api/changes/${id}/approve`, { digest });
      expect(await codeOf(answer)).toEqual([403, 'forbidden']);
    }
    expect((await admin.api.change(id)).state).toBe('pending');
    await helpdesk.open(`/changes/${id}`);
    const followed = changePage(helpdesk.page);
    await expect(followed.heading).toContainText('Awaiting approval');
    await expect(followed.approve).toBeHidden();
  });

  test('approves exactly what was shown: another digest is refused', async ({
    person,
  }) => {
    const [admin, reviewer] = await Promise.all([
      person('admin'),
      person('reviewer'),
    ]);
    const { id, digest } = await admin.api.submitted(aKeyServer());
    const answer = await reviewer.api.post(`/api/changes/${id}/approve`, {
      digest: another(digest),
    });
    expect(await codeOf(answer)).toEqual([409, 'digest_mismatch']);
    expect((await reviewer.api.change(id)).state).toBe('pending');
  });

  test('decides once: the next decision on the same change is refused', async ({
    person,
  }) => {
    const [admin, reviewer, other] = await Promise.all([
      person('admin'),
      person('reviewer'),
      person('reviewer2'),
    ]);
    const { id, digest } = await admin.api.submitted(aKeyServer());
    await reviewer.open(`/changes/${id}`);
    await reviewer.page.getByRole('button', { name: 'Reject' }).click();
    const dialog = reviewer.page.getByRole('dialog');
    await dialog.getByRole('button', { name: 'Reject' }).click();
    await expect(dialog).toContainText('it stays with the change for ever');
    await dialog.getByRole('textbox').fill('Not in this window.');
    await dialog.getByRole('button', { name: 'Reject' }).click();
    await expect(changePage(reviewer.page).heading).toContainText('Rejected');
    const answer = await other.api.post(`/api/changes/${id}/approve`, {
      digest,
    });
    expect(await codeOf(answer)).toEqual([409, 'already_decided']);
  });
});

test('a change on another site’s word is refused: without the console’s header nothing is done', async ({
  person,
}) => {
  const [admin, reviewer] = await Promise.all([
    person('admin'),
    person('reviewer'),
  ]);
  const { id, digest } = await admin.api.submitted(aKeyServer());
  const answer = await reviewer.context.request.post(
    `/api/changes/${id}/approve`,
    {
      headers: {
        'Content-Type': 'application/json',
        Origin: 'https://elsewhere.example',
      },
      data: JSON.stringify({ digest }),
    },
  );
  expect(await codeOf(answer)).toEqual([403, 'csrf']);
});
