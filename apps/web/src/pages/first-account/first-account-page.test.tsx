import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { describe, expect, it } from 'vitest';

import { expectAccessible } from '../../testing/check-accessibility.ts';
import { SESSIONS } from '../../testing/session-fixtures.ts';
import { refusal } from '../../testing/identity-fixtures.ts';
import { renderPage } from '../../testing/render-page.tsx';

const TOKEN = 'one-time-token-of-this-test-0123456789';
const EMPTY = { body: { items: [], nextCursor: null } };

async function fillIn() {
  const user = userEvent.setup();
  await user.type(await screen.findByLabelText(/^Your name/), 'Ada Admin');
  await user.type(screen.getByLabelText(/^User name/), 'ada');
  for (const name of [/^Password(?! once)/, /^Password once more/]) {
    await user.type(screen.getByLabelText(name), 'three plain words');
  }
  await user.click(screen.getByRole('button', { name: 'Make the account' }));
}

const ACCOUNT = {
  token: TOKEN,
  username: 'ada',
  displayName: 'Ada Admin',
  password: 'three plain words',
};

describe('the first account', () => {
  it('is made with the token of the link, which leaves the address', async () => {
    const { calls, router } = await renderPage(
      `/first-account#${TOKEN}`,
      SESSIONS.admin,
      {
        'POST /api/first-account': () => ({
          status: 201,
          body: SESSIONS.admin,
        }),
        'GET /api/tasks': () => EMPTY,
        'GET /api/changes': () => EMPTY,
      },
    );
    await waitFor(() => {
      expect(router.history.location.href).toBe('/first-account');
    });
    expect(screen.queryByLabelText(/One-time token/)).toBeNull();
    await fillIn();
    await screen.findByRole('heading', { name: 'What needs you now' });
    expect(
      calls.find(({ path }) => path === '/api/first-account')?.body,
    ).toEqual(ACCOUNT);
  });

  it('asks for the token of the file when the link has none, and shows a refusal', async () => {
    const user = userEvent.setup();
    const { calls } = await renderPage('/first-account', SESSIONS.admin, {
      'POST /api/first-account': () =>
        refusal(404, 'not_found', { detail: 'This token cannot be used.' }),
    });
    await user.type(await screen.findByLabelText(/^One-time token/), TOKEN);
    await expectAccessible();
    await fillIn();
    expect(await screen.findByText('This token cannot be used.')).toBeTruthy();
    expect(
      calls.find(({ path }) => path === '/api/first-account')?.body,
    ).toEqual(ACCOUNT);
  });
});
