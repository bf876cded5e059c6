import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { describe, expect, it } from 'vitest';

import { expectAccessible } from '../../testing/check-accessibility.ts';
import { CHANGE_ID } from '../../testing/change-fixtures.ts';
import { SESSIONS } from '../../testing/session-fixtures.ts';
import { TASK_ID } from '../../testing/task-fixtures.ts';
import { aNotification, refusal } from '../../testing/identity-fixtures.ts';
import { renderPage } from '../../testing/render-page.tsx';

const FAILED = aNotification({
  id: '0199a000-0000-7000-8000-0000000000b2',
  kind: 'failed',
  title: 'CHG-1041 failed: Replace a client certificate',
  taskId: TASK_ID,
  deadline: null,
  readAt: '2026-11-21T09:00:00.000Z',
});

function open(
  handlers: Parameters<typeof renderPage>[2] = {},
  items = [aNotification(), FAILED],
) {
  let unread = items.filter(({ readAt }) => readAt === null).length;
  return renderPage('/inbox', SESSIONS.reviewer, {
    'GET /api/inbox': () => ({ body: { items, nextCursor: null, unread } }),
    'POST /api/inbox/read': () => {
      unread = 0;
      return { body: {} };
    },
    ...handlers,
  });
}

describe('the inbox', () => {
  it('says what each is about, with phrase and deadline, and leads there', async () => {
    await open();
    const [first, second] = within(
      await screen.findByRole('list', { name: 'Notifications' }),
    ).getAllByRole('listitem');
    const waiting = within(first ?? document.body);
    expect(waiting.getByText('Needs your decision')).toBeTruthy();
    expect(waiting.getByText('amber falcon quiet harbour')).toBeTruthy();
    expect(waiting.getByText(/Deadline/)).toBeTruthy();
    expect(waiting.getByRole('link').getAttribute('href')).toBe(
      `/changes/${CHANGE_ID}`,
    );
    expect(
      within(second ?? document.body)
        .getByRole('link')
        .getAttribute('href'),
    ).toBe(`/tasks/${TASK_ID}`);
    await expectAccessible();
  });

  it('marks one, or all, and the bell follows', async () => {
    const user = userEvent.setup();
    const { calls } = await open();
    expect(
      await screen.findByRole('link', { name: 'Inbox, 1 unread' }),
    ).toBeTruthy();
    await user.click(
      await screen.findByRole('button', { name: /^Mark as read/ }),
    );
    expect(await screen.findByRole('link', { name: 'Inbox' })).toBeTruthy();
    expect(
      calls.filter(({ method }) => method === 'POST').map(({ body }) => body),
    ).toEqual([{ ids: [aNotification().id] }]);
  });

  it('marks all at once', async () => {
    const user = userEvent.setup();
    const { calls } = await open();
    await user.click(
      await screen.findByRole('button', { name: 'Mark all as read' }),
    );
    await waitFor(() => {
      expect(
        calls.filter(({ method }) => method === 'POST').map(({ body }) => body),
      ).toEqual([{}]);
    });
  });

  it('shows only what is unread, and keeps that in the address', async () => {
    const user = userEvent.setup();
    const { calls, router } = await open();
    await user.click(await screen.findByRole('button', { name: 'Unread (1)' }));
    await waitFor(() => {
      expect(
        calls.some(
          ({ path, query }) =>
            path === '/api/inbox' &&
            query['unread'] === 'true' &&
            query['limit'] === undefined,
        ),
      ).toBe(true);
    });
    expect(router.state.location.search).toEqual({ unread: 'true' });
  });

  it('says what arrives here while there is nothing', async () => {
    await open({}, []);
    expect(await screen.findByText('Nothing here yet')).toBeTruthy();
    await expectAccessible();
  });

  it('says when it cannot be read', async () => {
    await open({
      'GET /api/inbox': () =>
        refusal(500, 'internal', { detail: 'The inbox cannot be read.' }),
    });
    expect(await screen.findByText('The inbox cannot be read.')).toBeTruthy();
  });
});
