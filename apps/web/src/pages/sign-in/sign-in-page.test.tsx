import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { describe, expect, it } from 'vitest';

import { expectAccessible } from '../../testing/check-accessibility.ts';
import { SESSIONS } from '../../testing/session-fixtures.ts';
import { refusal } from '../../testing/identity-fixtures.ts';
import { renderPage } from '../../testing/render-page.tsx';

function open(
  methods: Readonly<Record<string, unknown>>,
  handlers: Parameters<typeof renderPage>[2] = {},
) {
  return renderPage('/sign-in?next=%2Ftasks', SESSIONS.admin, {
    'GET /api/session/methods': () => ({
      body: {
        mode: 'production',
        oidc: null,
        firstAccount: false,
        sealed: false,
        ...methods,
      },
    }),
    ...handlers,
  });
}

describe('the sign-in page', () => {
  it('offers the organisation’s sign-in first where there is one, and comes back to where one wanted to go', async () => {
    await open({ oidc: { name: 'Corp ID' } });
    const link = await screen.findByRole('link', {
      name: 'Sign in with Corp ID',
    });
    expect(link.getAttribute('href')).toBe(
      '/api/session/oidc?purpose=sign-in&returnTo=%2Ftasks',
    );
    await expectAccessible();
  });

  it.each([
    ['idle', 'You were signed out because nothing was done for a while.'],
    [
      'limit',
      'You were signed out because the session had reached its longest time.',
    ],
    ['elsewhere', 'Your session has ended.'],
  ])('says why one is here again: %s', async (ended, words) => {
    await renderPage(`/sign-in?ended=${ended}`, SESSIONS.admin, {});
    expect(await screen.findByText(words, { exact: false })).toBeTruthy();
  });

  it('leads to the first account while nobody has one', async () => {
    await open({ firstAccount: true });
    const link = await screen.findByRole('link', {
      name: 'Make the first account',
    });
    expect(link.getAttribute('href')).toBe('/first-account');
  });

  it('says how long to wait after too many attempts', async () => {
    const user = userEvent.setup();
    await open(
      {},
      {
        'POST /api/session': () =>
          refusal(429, 'rate_limited', { retryAfterSeconds: 37 }),
      },
    );
    await user.type(await screen.findByLabelText('User name'), 'admin');
    await user.type(screen.getByLabelText('Password'), 'guess{Enter}');
    expect(await screen.findByText('Try again in 37 seconds.')).toBeTruthy();
    expect(screen.getByLabelText('Password')).toHaveProperty('value', '');
  });
});
