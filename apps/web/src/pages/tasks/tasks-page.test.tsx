import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { beforeEach, describe, expect, it } from 'vitest';

import { expectAccessible } from '../../testing/check-accessibility.ts';
import { SESSIONS } from '../../testing/session-fixtures.ts';
import { aTaskSummary } from '../../testing/task-fixtures.ts';
import { renderPage } from '../../testing/render-page.tsx';

const FOUND = {
  'GET /api/tasks': () => ({
    body: {
      items: [aTaskSummary()],
      nextCursor: null,
      count: { value: 1, isMore: false },
    },
  }),
};

/** What the list, not the tab's title, asked for last. */
function lastAsked(calls: readonly { path: string; query: object }[]) {
  return calls
    .filter(({ path, query }) => path === '/api/tasks' && !('limit' in query))
    .at(-1)?.query;
}

async function choose(name: string): Promise<void> {
  const user = userEvent.setup();
  await user.click(await screen.findByRole('button', { name: /^View/ }));
  await user.click(await screen.findByRole('menuitem', { name }));
}

beforeEach(() => {
  localStorage.clear();
});

describe('the list of tasks', () => {
  it('counts what is open in the title of the tab', async () => {
    await renderPage('/tasks', SESSIONS.helpdesk, FOUND);
    await waitFor(() => {
      expect(document.title).toBe('1 open task · Keyward');
    });
    await expectAccessible();
  });

  it('shows a view by its name, and each view is an address', async () => {
    const { router, calls } = await renderPage('/tasks', SESSIONS.admin, FOUND);
    await choose('Failed today');
    await waitFor(() => {
      expect(router.history.location.href).toBe(
        '/tasks?state=failed&ended=today',
      );
    });
    const midnight = new Date();
    midnight.setHours(0, 0, 0, 0);
    await waitFor(() => {
      expect(lastAsked(calls)).toEqual({
        state: 'failed',
        endedFrom: midnight.toISOString(),
      });
    });
    expect(
      screen.getByRole('button', { name: 'View: Failed today' }),
    ).toBeTruthy();
    await choose('Mine');
    await waitFor(() => {
      expect(lastAsked(calls)).toEqual({ requester: 'admin' });
    });
  });

  it('keeps a view under a name in this browser, for this person, to be shared, renamed and removed', async () => {
    const user = userEvent.setup();
    const { unmount } = await renderPage(
      '/tasks?ticket=INC-7',
      SESSIONS.admin,
      FOUND,
    );
    await choose('Save this view…');
    const dialog = within(await screen.findByRole('dialog'));
    await user.click(dialog.getByRole('button', { name: 'Save' }));
    expect(dialog.getByText('Write a name for the view.')).toBeTruthy();
    await user.type(dialog.getByLabelText(/Name/), 'Rack 7');
    await user.click(dialog.getByRole('button', { name: 'Save' }));
    expect(
      await screen.findByRole('button', { name: 'View: Rack 7' }),
    ).toBeTruthy();
    unmount();

    const { router } = await renderPage('/tasks', SESSIONS.admin, FOUND);
    await choose('Rack 7');
    await waitFor(() => {
      expect(router.history.location.href).toBe('/tasks?ticket=INC-7');
    });
    await user.click(screen.getByRole('button', { name: 'View: Rack 7' }));
    await user.click(
      await screen.findByRole('menuitem', {
        name: 'Copy the address of the view Rack 7',
      }),
    );
    expect(await navigator.clipboard.readText()).toBe(
      `${window.location.origin}/tasks?ticket=INC-7`,
    );
    await user.click(
      screen.getByRole('menuitem', { name: 'Rename the view Rack 7' }),
    );
    const renaming = within(
      await screen.findByRole('dialog', { name: 'Rename this view' }),
    );
    const name = renaming.getByLabelText(/Name/);
    expect(name).toHaveProperty('value', 'Rack 7');
    await user.clear(name);
    await user.type(name, 'Rack 8{Enter}');
    await user.click(
      await screen.findByRole('button', { name: 'View: Rack 8' }),
    );
    await user.click(
      await screen.findByRole('menuitem', { name: 'Remove the view Rack 8' }),
    );
    expect(screen.queryByRole('menuitem', { name: 'Rack 8' })).toBeNull();
  });

  it('shows nobody the views of somebody else', async () => {
    localStorage.setItem(
      `keyward-views-tasks-${SESSIONS.reviewer.person.id}`,
      JSON.stringify([{ name: 'Theirs', filters: { q: 'x' } }]),
    );
    const user = userEvent.setup();
    await renderPage('/tasks', SESSIONS.admin, FOUND);
    await user.click(await screen.findByRole('button', { name: /^View/ }));
    expect(screen.queryByRole('menuitem', { name: 'Theirs' })).toBeNull();
  });

  it.each([
    'nonsense',
    '{}',
    '[{"name":7}]',
    '[{"name":"x","filters":{"q":1}}]',
  ])('is not disturbed by %s where the views are kept', async (text) => {
    localStorage.setItem(
      `keyward-views-tasks-${SESSIONS.admin.person.id}`,
      text,
    );
    await renderPage('/tasks', SESSIONS.admin, FOUND);
    expect(await screen.findByText('TSK-1042')).toBeTruthy();
  });
});
