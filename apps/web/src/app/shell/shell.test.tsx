import { act, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { describe, expect, it, vi } from 'vitest';

import { expectAccessible } from '../../testing/check-accessibility.ts';
import { SESSIONS } from '../../testing/session-fixtures.ts';
import { aTaskSummary } from '../../testing/task-fixtures.ts';
import { renderPage } from '../../testing/render-page.tsx';

const EMPTY = { body: { items: [], nextCursor: null } };
const LISTS = {
  'GET /api/tasks': () => EMPTY,
  'GET /api/changes': () => EMPTY,
};

describe('the frame around every page', () => {
  it('shows each role its own pages', async () => {
    await renderPage('/', SESSIONS.helpdesk, LISTS);
    const pages = within(
      await screen.findByRole('navigation', { name: 'Pages' }),
    );
    expect(pages.getAllByRole('link').map((link) => link.textContent)).toEqual([
      'Home',
      'Changes',
      'Tasks',
      'Known problems',
    ]);
  });

  it('opens the pages of a narrow screen with the button and closes them after a choice', async () => {
    vi.spyOn(window, 'matchMedia').mockImplementation(
      (query) =>
        ({
          matches: false,
          media: query,
          addEventListener: () => undefined,
          removeEventListener: () => undefined,
        }) as unknown as MediaQueryList, // Only what the app uses.
    );
    const user = userEvent.setup();
    await renderPage('/', SESSIONS.helpdesk, LISTS);
    const sidebar = (): Element | null =>
      document.querySelector('.pf-v6-c-page__sidebar');
    const toggle = await screen.findByRole('button', { name: 'Pages' });
    expect(sidebar()?.hasAttribute('inert')).toBe(true);
    await user.click(toggle);
    expect(sidebar()?.classList.contains('pf-m-expanded')).toBe(true);
    expect(sidebar()?.hasAttribute('inert')).toBe(false);
    await user.click(screen.getByRole('link', { name: 'Changes' }));
    await waitFor(() => {
      expect(sidebar()?.classList.contains('pf-m-expanded')).toBe(false);
    });
  });

  it('closes the pages when the window gets narrow', async () => {
    const followers: (() => void)[] = [];
    const wide = {
      matches: true,
      media: '',
      addEventListener: (_type: string, follow: () => void) => {
        followers.push(follow);
      },
      removeEventListener: () => undefined,
    };
    vi.spyOn(window, 'matchMedia').mockReturnValue(
      wide as unknown as MediaQueryList, // Only what the app uses.
    );
    await renderPage('/', SESSIONS.helpdesk, LISTS);
    const toggle = await screen.findByRole('button', { name: 'Pages' });
    expect(toggle.getAttribute('aria-expanded')).toBe('true');
    wide.matches = false;
    act(() => {
      for (const follow of followers) follow();
    });
    expect(toggle.getAttribute('aria-expanded')).toBe('false');
  });

  it('does not open a page that the role has not, also by its address', async () => {
    const { calls } = await renderPage(
      '/connections',
      SESSIONS.helpdesk,
      LISTS,
    );
    expect(
      await screen.findByRole('heading', {
        name: 'Your role does not open this page',
      }),
    ).toBeTruthy();
    expect(calls.filter((call) => call.path === '/api/connections')).toEqual(
      [],
    );
  });

  it('says that this is a demo', async () => {
    await renderPage('/', SESSIONS.admin, LISTS);
    expect(
      await screen.findByText(
        'Demo mode: this machine only, simulated targets',
      ),
    ).toBeTruthy();
  });

  it('sends a person who is not signed in to sign in, and remembers where they wanted to go', async () => {
    const { router } = await renderPage('/tasks?state=failed', SESSIONS.admin, {
      'GET /api/session': () => ({
        status: 401,
        body: {
          code: 'unauthenticated',
          title: 'Sign in first',
          status: 401,
          requestId: 'r',
        },
      }),
    });
    expect(
      await screen.findByRole('heading', { name: 'Sign in to Keyward' }),
    ).toBeTruthy();
    expect(router.state.location.search).toEqual({
      next: '/tasks?state=failed',
    });
  });

  it('brings them there after signing in', async () => {
    const user = userEvent.setup();
    let isSignedIn = false;
    const { router } = await renderPage('/tasks?state=failed', SESSIONS.admin, {
      ...LISTS,
      'GET /api/tasks': () => ({
        body: { items: [aTaskSummary()], nextCursor: null },
      }),
      'GET /api/session': () =>
        isSignedIn
          ? { body: SESSIONS.admin }
          : {
              status: 401,
              body: {
                code: 'unauthenticated',
                title: 'Sign in first',
                status: 401,
                requestId: 'r',
              },
            },
      'POST /api/session': ({ body }) => {
        isSignedIn =
          JSON.stringify(body) ===
          JSON.stringify({ username: 'admin', password: 'right' });
        if (isSignedIn) return { status: 201, body: SESSIONS.admin };
        return {
          status: 401,
          body: {
            code: 'invalid_credentials',
            title: 'User name or password is wrong',
            status: 401,
            requestId: 'r',
          },
        };
      },
    });
    await user.type(await screen.findByLabelText('User name'), 'admin');
    await user.type(screen.getByLabelText('Password'), 'wrong');
    await user.click(screen.getByRole('button', { name: 'Sign in' }));
    expect(
      await screen.findByText('User name or password is wrong'),
    ).toBeTruthy();
    expect(screen.getByLabelText('Password')).toHaveProperty('value', '');
    await user.type(screen.getByLabelText('Password'), 'right');
    await user.click(screen.getByRole('button', { name: 'Sign in' }));
    expect(await screen.findByRole('link', { name: 'TSK-1042' })).toBeTruthy();
    expect(router.state.location.href).toBe('/tasks?state=failed');
  });

  it('leads to sign-in when the session ends in the middle of the work', async () => {
    const { router, queryClient } = await renderPage(
      '/tasks?q=kms',
      SESSIONS.admin,
      {
        'GET /api/tasks': () => ({
          status: 401,
          body: {
            code: 'unauthenticated',
            title: 'Sign in first',
            status: 401,
            requestId: 'r',
          },
        }),
      },
    );
    expect(
      await screen.findByRole('heading', { name: 'Sign in to Keyward' }),
    ).toBeTruthy();
    expect(router.state.location.search).toEqual({
      next: '/tasks?q=kms',
      ended: 'elsewhere',
    });
    expect(screen.getByText(/Your session has ended/)).toBeTruthy();
    await waitFor(() => {
      expect(queryClient.getQueryCache().getAll()).toEqual([]);
    });
  });

  it('signs a person out from their menu and forgets what they saw', async () => {
    const user = userEvent.setup();
    const { calls, queryClient } = await renderPage('/', SESSIONS.admin, {
      ...LISTS,
      'DELETE /api/session': () => ({}),
    });
    await user.click(
      await screen.findByRole('button', { name: 'Ada Admin, Security admin' }),
    );
    await user.click(await screen.findByRole('menuitem', { name: 'Sign out' }));
    expect(
      await screen.findByRole('heading', { name: 'Sign in to Keyward' }),
    ).toBeTruthy();
    expect(calls.some((call) => call.method === 'DELETE')).toBe(true);
    await waitFor(() => {
      expect(queryClient.getQueryCache().getAll()).toEqual([]);
    });
  });

  it('moves focus to the heading of the page one goes to', async () => {
    const user = userEvent.setup();
    await renderPage('/', SESSIONS.admin, LISTS);
    await user.click(
      within(
        await screen.findByRole('navigation', { name: 'Pages' }),
      ).getByRole('link', { name: 'Tasks' }),
    );
    await waitFor(() => {
      expect(document.activeElement).toBe(
        screen.getByRole('heading', { level: 1, name: 'Tasks' }),
      );
    });
  });

  it('opens the search with `/`, unless one is typing, and with Ctrl-K always', async () => {
    const user = userEvent.setup();
    await renderPage('/tasks', SESSIONS.helpdesk, LISTS);
    const field = await screen.findByRole('searchbox', { name: /^Search/ });
    await user.click(field);
    await user.keyboard('a/b');
    expect(field).toHaveProperty('value', 'a/b');
    expect(screen.queryByRole('dialog')).toBeNull();
    await user.keyboard('{Control>}k{/Control}');
    expect(await screen.findByRole('dialog', { name: 'Search' })).toBeTruthy();
    await user.keyboard('{Escape}');
    await waitFor(() => {
      expect(screen.queryByRole('dialog')).toBeNull();
      expect(document.activeElement).toBe(field);
    });
    field.blur();
    await user.keyboard('/');
    await waitFor(() => {
      expect(document.activeElement).toBe(screen.getByRole('combobox'));
    });
  });

  it('has one menu for colours, contrast and the zone of times, and says what is chosen', async () => {
    const user = userEvent.setup();
    await renderPage('/', SESSIONS.helpdesk, LISTS);
    await user.click(await screen.findByRole('button', { name: 'Appearance' }));
    const chosen = (): (string | null)[] =>
      screen
        .getAllByRole('menuitemradio', { checked: true })
        .map(({ textContent }) => textContent);
    expect(chosen()).toEqual([
      'Follow the system',
      'Follow the system',
      'This browser’s zone',
    ]);
    await user.click(screen.getByRole('menuitemradio', { name: 'High' }));
    await user.click(screen.getByRole('menuitemradio', { name: 'UTC' }));
    expect(chosen()).toEqual(['Follow the system', 'High', 'UTC']);
    expect(localStorage.getItem('keyward-contrast')).toBe('more');
    expect(localStorage.getItem('keyward-times')).toBe('utc');
    await expectAccessible();
    localStorage.clear();
  });

  it('keeps how the page looks when signing out clears the site’s storage', async () => {
    const user = userEvent.setup();
    localStorage.setItem('keyward-theme', 'dark');
    localStorage.setItem('keyward-contrast', 'more');
    localStorage.setItem('keyward-times', 'utc');
    await renderPage('/', SESSIONS.helpdesk, {
      ...LISTS,
      'DELETE /api/session': () => {
        localStorage.clear();
        return { body: {} };
      },
    });
    await user.click(
      await screen.findByRole('button', { name: /Hugo Helpdesk/ }),
    );
    await user.click(await screen.findByRole('menuitem', { name: 'Sign out' }));
    await screen.findByRole('heading', { name: 'Sign in to Keyward' });
    expect(localStorage.getItem('keyward-theme')).toBe('dark');
    expect(localStorage.getItem('keyward-contrast')).toBe('more');
    expect(localStorage.getItem('keyward-times')).toBe('utc');
    localStorage.clear();
  });

  it('tells an approver without a passkey, where the policy asks for one, and nobody else', async () => {
    const passkey = { rule: 'required', registered: 0 } as const;
    const sentence = /You cannot decide on changes until you have a passkey/;
    const { unmount } = await renderPage(
      '/tasks',
      { ...SESSIONS.reviewer, passkey },
      LISTS,
    );
    expect(await screen.findByText(sentence)).toBeTruthy();
    await expectAccessible();
    unmount();
    await renderPage('/tasks', { ...SESSIONS.helpdesk, passkey }, LISTS);
    await screen.findByRole('heading', { level: 1, name: 'Tasks' });
    expect(screen.queryByText(sentence)).toBeNull();
  });

  it('tells a person without a role what comes next, and reads nothing in vain', async () => {
    const { calls } = await renderPage(
      '/',
      { ...SESSIONS.helpdesk, roles: [], permissions: [] },
      {},
    );
    expect(
      await screen.findByRole('heading', { name: 'You have no role yet' }),
    ).toBeTruthy();
    await expectAccessible();
    const asked = new Set(calls.map(({ path }) => path));
    for (const path of ['tasks', 'events', 'connections', 'operations']) {
      expect(asked).not.toContain(`/api/${path}`);
    }
    expect(screen.queryByText('Connecting…')).toBeNull();
  });
});
