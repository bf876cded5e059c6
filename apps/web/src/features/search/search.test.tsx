import type { SearchAnswer, SearchHit, Session } from '@keyward/contract';
import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { beforeEach, describe, expect, it } from 'vitest';

import { expectAccessible } from '../../testing/check-accessibility.ts';
import { CHANGE_ID } from '../../testing/change-fixtures.ts';
import { SESSIONS } from '../../testing/session-fixtures.ts';
import { TASK_ID } from '../../testing/task-fixtures.ts';
import { renderPage } from '../../testing/render-page.tsx';

const EMPTY_LIST = { body: { items: [], nextCursor: null } };
const CHANGE: SearchHit = {
  kind: 'change',
  match: 'exact',
  id: CHANGE_ID,
  reference: 'CHG-1042',
  title: 'Add key servers to a key manager',
  state: 'pending',
  target: 'ontap-01',
  ticket: 'INC-20817',
  createdAt: '2026-11-21T08:00:00.000Z',
};
const TASK: SearchHit = {
  kind: 'task',
  match: 'words',
  id: TASK_ID,
  reference: 'TSK-1042',
  changeId: CHANGE_ID,
  changeReference: 'CHG-1042',
  title: 'Add key servers to a key manager',
  state: 'failed',
  target: 'ontap-01',
  upstreamTaskId: null,
  createdAt: '2026-11-21T08:00:00.000Z',
};
const TICKET: SearchHit = {
  kind: 'ticket',
  match: 'exact',
  ticket: 'INC-20817',
  changes: [{ id: CHANGE_ID, reference: 'CHG-1042', state: 'pending' }],
  more: false,
};

function answering(hits: SearchHit[]) {
  return { body: { hits, more: false } satisfies SearchAnswer };
}

async function openSearch(
  session: Session,
  search: (q: string) => unknown = () => answering([]),
) {
  const view = await renderPage('/inbox', session, {
    'GET /api/changes': () => EMPTY_LIST,
    'GET /api/tasks': () => EMPTY_LIST,
    'GET /api/people': () => ({ body: { items: [] } }),
    'GET /api/inbox': () => ({
      body: { items: [], nextCursor: null, unread: 0 },
    }),
    'GET /api/search': ({ query }) => search(query.q ?? '') as object,
  });
  const user = userEvent.setup();
  const button = await screen.findByRole('button', { name: 'Search' });
  await user.click(button);
  const field = await screen.findByRole('combobox');
  return { ...view, user, button, field };
}

beforeEach(() => {
  localStorage.clear();
});

function activeText(): string {
  const id = screen.getByRole('combobox').getAttribute('aria-activedescendant');
  return document.getElementById(id ?? '')?.textContent ?? '';
}

describe('the search', () => {
  it('opens with the cursor in its field, shows what one may do and open, and gives the focus back', async () => {
    const { user, button, field } = await openSearch(SESSIONS.helpdesk);
    await waitFor(() => {
      expect(document.activeElement).toBe(field);
    });
    const options = screen
      .getAllByRole('option')
      .map(({ textContent }) => textContent);
    expect(options).toContain('Sign out');
    expect(options).toContain('Tasks');
    expect(options.join()).not.toMatch(/New change|Invite|People|Policy/);
    await expectAccessible();
    await user.keyboard('{Escape}');
    await waitFor(() => {
      expect(document.activeElement).toBe(button);
    });
  });

  it('shows what was found by kind, and opens with arrows and Enter what is active', async () => {
    const { user, router } = await openSearch(SESSIONS.admin, () =>
      answering([CHANGE, TASK]),
    );
    await user.keyboard('1042');
    const changes = await screen.findByRole('group', { name: 'Changes' });
    expect(within(changes).getByText('Awaiting approval')).toBeTruthy();
    expect(activeText()).toContain('CHG-1042');
    await user.keyboard('{ArrowDown}');
    expect(activeText()).toContain('TSK-1042');
    await user.keyboard('{ArrowUp}{ArrowUp}');
    expect(activeText()).toContain('Changes with “1042”');
    await user.keyboard('{ArrowDown}{ArrowDown}{Enter}');
    await waitFor(() => {
      expect(router.state.location.pathname).toBe(`/tasks/${TASK_ID}`);
    });
    expect(screen.queryByRole('dialog')).toBeNull();
  });

  it('leads the helpdesk from a change or ticket to the page that says where it stands', async () => {
    const { user, router } = await openSearch(SESSIONS.helpdesk, () =>
      answering([TICKET]),
    );
    await user.keyboard('INC-20817');
    await user.click(
      within(await screen.findByRole('group', { name: 'Tickets' })).getByRole(
        'option',
      ),
    );
    await waitFor(() => {
      expect(router.state.location.href).toBe('/status?ticket=INC-20817');
    });
  });

  it('leads from a fingerprint to the certificate among all that are known, else to the change that names it', async () => {
    const connection = { id: TASK_ID, name: 'vc-ta', kind: 'vcenter' as const };
    const used: SearchHit = {
      kind: 'certificate',
      match: 'prefix',
      sha256: 'ab'.repeat(32),
      subject: 'CN=vc-ta.lab.example',
      notAfter: null,
      places: [
        { type: 'connection', use: 'pin', connection },
        {
          type: 'change',
          id: CHANGE_ID,
          reference: 'CHG-1042',
          state: 'pending',
          use: 'proposed',
        },
      ],
      more: false,
    };
    const { user, router } = await openSearch(SESSIONS.admin, () =>
      answering([used]),
    );
    await user.keyboard('abab');
    const found = await screen.findByRole('group', { name: 'Certificates' });
    const [first, second] = within(found).getAllByRole('option');
    expect(first?.textContent).toContain('trusted for vc-ta');
    expect(second?.textContent).toContain('brought by CHG-1042');
    await user.keyboard('{Enter}');
    await waitFor(() => {
      expect(router.state.location.pathname).toBe('/certificates');
    });
    expect(router.state.location.search).toEqual({
      q: used.sha256,
      open: used.sha256,
    });
  });

  it('finds what one may do by what it does, and not what one may not', async () => {
    const { user, unmount } = await openSearch(SESSIONS.reviewer);
    await user.keyboard('approve');
    expect(
      await screen.findByRole('option', { name: 'Decide what awaits you' }),
    ).toBeTruthy();
    unmount();
    const { user: other } = await openSearch(SESSIONS.helpdesk);
    await other.keyboard('approve');
    await screen.findByRole('option', { name: /Changes with “approve”/ });
    expect(
      screen.queryByRole('option', { name: 'Decide what awaits you' }),
    ).toBeNull();
  });

  it('opens what the answer brings first when Enter was quicker than the answer', async () => {
    let answer: () => void = () => undefined;
    const { user, router } = await openSearch(
      SESSIONS.admin,
      () =>
        new Promise((resolve) => {
          answer = () => {
            resolve(answering([CHANGE]));
          };
        }),
    );
    await user.keyboard('CHG-1042{Enter}');
    expect(router.state.location.pathname).toBe('/inbox');
    await waitFor(() => {
      answer();
      expect(router.state.location.pathname).toBe(`/changes/${CHANGE_ID}`);
    });
  });

  it('loses no letter that is typed before its field has the focus', async () => {
    await renderPage('/inbox', SESSIONS.helpdesk, {
      'GET /api/inbox': () => ({
        body: { items: [], nextCursor: null, unread: 0 },
      }),
      'GET /api/search': () => answering([]),
    });
    await screen.findByRole('heading', { level: 1 });
    for (const key of ['/', 'I', 'N', 'X', 'Backspace', 'C', ' ']) {
      fireEvent.keyDown(document.body, { key });
    }
    const field = await screen.findByRole('combobox');
    await waitFor(() => {
      expect(field).toHaveProperty('value', 'INC ');
    });
    await userEvent.keyboard('7');
    expect(field).toHaveProperty('value', 'INC 7');
  });

  it('asks once for what is typed in one go, and never shows the answer to something else as its own', async () => {
    const { user, calls } = await openSearch(SESSIONS.admin, (q) =>
      answering(q === 'vc-ta' ? [CHANGE] : []),
    );
    await user.keyboard('vc-ta');
    await screen.findByRole('option', { name: /CHG-1042/ });
    const asked = calls.filter(({ path }) => path === '/api/search');
    expect(asked.at(-1)?.query.q).toBe('vc-ta');
    expect(asked.length).toBeLessThan(5);
    await user.keyboard('x');
    await waitFor(() => {
      expect(screen.queryByRole('option', { name: /CHG-1042/ })).toBeNull();
    });
  });

  it('puts an action that is called just so before things that merely mention it', async () => {
    const { user } = await openSearch(SESSIONS.admin, () => answering([TASK]));
    await user.keyboard('invite');
    await screen.findByRole('option', { name: /TSK-1042/ });
    expect(activeText()).toBe('Invite a person');
    await user.keyboard('{Enter}');
    expect(
      await screen.findByRole('dialog', { name: 'Invite a person' }),
    ).toBeTruthy();
  });

  it('finds a known problem by its code, and leads to what it means', async () => {
    const { user, router } = await openSearch(SESSIONS.helpdesk);
    await user.keyboard('econnrefused');
    const problems = await screen.findByRole('group', {
      name: 'Known problems',
    });
    expect(activeText()).toContain('ECONNREFUSED');
    expect(within(problems).getAllByRole('option').length).toBe(1);
    await user.keyboard('{Enter}');
    await waitFor(() => {
      expect(router.state.location.pathname).toBe(
        '/known-problems/network-econnrefused',
      );
    });
  });

  it('says when the console does not answer, and still leads to pages', async () => {
    const { user } = await openSearch(SESSIONS.helpdesk, () => ({
      status: 429,
      body: {
        code: 'rate_limited',
        title: 'Too many requests',
        status: 429,
        requestId: 'r',
      },
    }));
    await user.keyboard('tasks');
    expect((await screen.findByRole('alert')).textContent).toContain(
      'Too many requests',
    );
    expect(screen.getByRole('option', { name: 'Tasks' })).toBeTruthy();
  });

  it('remembers ids of what a person looked at, for that person alone', async () => {
    localStorage.setItem(
      'keyward-recent',
      JSON.stringify({
        person: SESSIONS.admin.person.id,
        items: [{ kind: 'task', id: TASK_ID, reference: 'TSK-1042' }],
      }),
    );
    const { unmount } = await openSearch(SESSIONS.admin);
    expect(
      within(screen.getByRole('group', { name: 'Looked at last' })).getByRole(
        'option',
        { name: 'TSK-1042' },
      ),
    ).toBeTruthy();
    unmount();
    await openSearch(SESSIONS.helpdesk);
    expect(screen.queryByText('TSK-1042')).toBeNull();
  });
});
