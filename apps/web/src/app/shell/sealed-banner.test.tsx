import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { describe, expect, it } from 'vitest';

import { expectAccessible } from '../../testing/check-accessibility.ts';
import { SESSIONS } from '../../testing/session-fixtures.ts';
import { refusal } from '../../testing/identity-fixtures.ts';
import { renderPage } from '../../testing/render-page.tsx';

const EMPTY = { body: { items: [], nextCursor: null } };
const LISTS = {
  'GET /api/tasks': () => EMPTY,
  'GET /api/changes': () => EMPTY,
  'GET /api/connections': () => EMPTY,
};

describe('a sealed console', () => {
  it.each([
    [
      'key_missing',
      /key-encryption key is missing.*KEYWARD_KEK_FILE.*Nothing is lost/,
    ],
    [
      'key_wrong',
      /not the one that its database was sealed with.*Nothing is lost/,
    ],
    // Rows may be missing, so nobody is told that nothing is.
    ['audit_behind', /acknowledge-restore on its host, and starts it again\.$/],
  ] as const)(
    'says on every page what is wrong and what mends it: %s',
    async (sealed, words) => {
      await renderPage('/', { ...SESSIONS.admin, sealed }, LISTS);
      expect(await screen.findByText(words)).toBeTruthy();
      await expectAccessible();
    },
  );

  it('says nothing while all is well', async () => {
    await renderPage('/', SESSIONS.admin, LISTS);
    await screen.findByRole('navigation', { name: 'Pages' });
    expect(screen.queryByText(/sealed:/)).toBeNull();
  });
});

describe('the sign-in page of a sealed console', () => {
  it('says that one can sign in and read, and what has to be done', async () => {
    await renderPage('/sign-in', SESSIONS.admin, {
      'GET /api/session/methods': () => ({
        body: {
          mode: 'production',
          oidc: null,
          firstAccount: false,
          sealed: true,
        },
      }),
      'POST /api/session': () => refusal(401, 'invalid_credentials'),
    });
    expect(await screen.findByText(/This console is sealed/)).toBeTruthy();
    expect(screen.getByText(/KEYWARD_KEK_FILE/)).toBeTruthy();
    const user = userEvent.setup();
    await user.type(screen.getByLabelText('User name'), 'admin');
    await user.type(screen.getByLabelText('Password'), 'guess{Enter}');
    expect(await screen.findByText(/password is wrong/i)).toBeTruthy();
    await expectAccessible();
  });
});
