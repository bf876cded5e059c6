import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { describe, expect, it } from 'vitest';

import { expectAccessible } from '../../testing/check-accessibility.ts';
import { SESSIONS } from '../../testing/session-fixtures.ts';
import {
  aPerson,
  PERSON_ID,
  refusal,
} from '../../testing/identity-fixtures.ts';
import { renderPage } from '../../testing/render-page.tsx';

const LINK =
  'https://keyward.corp.example/invitation#one-time-token-of-this-test';
const OTHER = aPerson({
  id: '0199a000-0000-7000-8000-0000000000d2',
  username: 'otto',
  displayName: 'Otto Out',
  active: false,
  roles: [],
  lastSignInAt: null,
});

function open(
  handlers: Parameters<typeof renderPage>[2] = {},
  path = '/people',
) {
  return renderPage(path, SESSIONS.admin, {
    'GET /api/people': () => ({ body: { items: [aPerson(), OTHER] } }),
    ...handlers,
  });
}

function names(): (string | null)[] {
  return within(screen.getByRole('table', { name: 'People' }))
    .getAllByRole('link')
    .map((link) => link.textContent);
}

describe('the list of people', () => {
  it('shows roles with where they come from, and who can get in', async () => {
    await open();
    const rows = within(await screen.findByRole('table', { name: 'People' }));
    expect(rows.getByText('Reviewer')).toBeTruthy();
    expect(rows.getByText('Helpdesk (organisation)')).toBeTruthy();
    expect(rows.getByText('Active')).toBeTruthy();
    expect(rows.getByText('Disabled')).toBeTruthy();
    await expectAccessible();
  });

  it('finds by name, state or role, and keeps that in the address', async () => {
    const user = userEvent.setup();
    const { router } = await open();
    await user.type(
      await screen.findByRole('searchbox', { name: /^Search/ }),
      'disabled',
    );
    await waitFor(() => {
      expect(names()).toEqual(['Otto Out']);
    });
    expect(router.state.location.search).toEqual({ q: 'disabled' });
    await user.type(screen.getByRole('searchbox', { name: /^Search/ }), 'x');
    expect(await screen.findByText('Nobody matches')).toBeTruthy();
  });

  it('invites, shows the link once and leads on to the roles', async () => {
    const user = userEvent.setup();
    const { calls, queryClient } = await open({
      'POST /api/people': () => ({
        status: 201,
        body: {
          person: aPerson({ roles: [] }),
          invitation: { url: LINK, expiresAt: '2099-11-24T08:00:00.000Z' },
        },
      }),
    });
    await user.click(
      await screen.findByRole('button', { name: 'Invite a person' }),
    );
    const dialog = within(await screen.findByRole('dialog'));
    await user.type(dialog.getByRole('textbox', { name: 'Name' }), 'Nora New');
    await user.type(dialog.getByRole('textbox', { name: 'User name' }), 'nora');
    await user.click(
      dialog.getByRole('button', { name: 'Make the invitation' }),
    );
    expect(await screen.findByLabelText('Invitation link')).toHaveProperty(
      'value',
      LINK,
    );
    await expectAccessible();
    expect(calls.find(({ method }) => method === 'POST')?.body).toEqual({
      displayName: 'Nora New',
      username: 'nora',
    });
    expect(
      screen.getByRole('link', { name: 'Give roles' }).getAttribute('href'),
    ).toBe(`/changes/new?operation=console.update-roles&person=${PERSON_ID}`);
    await user.click(screen.getByRole('button', { name: 'Later' }));
    await waitFor(() => {
      expect(
        queryClient
          .getMutationCache()
          .getAll()
          .map((each) => each.state.data),
      ).toEqual([]);
    });
  });

  it('puts the console’s complaint onto its field', async () => {
    const user = userEvent.setup();
    await open({
      'POST /api/people': () =>
        refusal(422, 'validation_failed', {
          fieldErrors: [
            {
              pointer: '/username',
              code: 'taken',
              message: 'Somebody has this user name.',
            },
          ],
        }),
    });
    await user.click(
      await screen.findByRole('button', { name: 'Invite a person' }),
    );
    const dialog = within(await screen.findByRole('dialog'));
    await user.type(dialog.getByRole('textbox', { name: 'Name' }), 'Nora New');
    const username = dialog.getByRole('textbox', { name: 'User name' });
    await user.type(username, 'nora');
    await user.click(
      dialog.getByRole('button', { name: 'Make the invitation' }),
    );
    await screen.findAllByText(/Somebody has this user name/);
    expect(username.getAttribute('aria-invalid')).toBe('true');
  });

  it('says when it cannot be read', async () => {
    await open({
      'GET /api/people': () =>
        refusal(500, 'internal', { detail: 'The list cannot be read.' }),
    });
    expect(await screen.findByText('The list cannot be read.')).toBeTruthy();
  });

  it('does not open for somebody who does not manage people', async () => {
    const { calls } = await renderPage('/people', SESSIONS.reviewer, {});
    expect(
      await screen.findByRole('heading', {
        name: 'Your role does not open this page',
      }),
    ).toBeTruthy();
    expect(calls.some(({ path }) => path === '/api/people')).toBe(false);
  });
});
