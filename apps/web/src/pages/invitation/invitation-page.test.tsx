import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { describe, expect, it } from 'vitest';

import { expectAccessible } from '../../testing/check-accessibility.ts';
import { SESSIONS } from '../../testing/session-fixtures.ts';
import { refusal } from '../../testing/identity-fixtures.ts';
import { renderPage } from '../../testing/render-page.tsx';

const TOKEN = 'one-time-token-of-this-test-0123456789';
const FACTS = {
  username: 'nora',
  displayName: 'Nora New',
  expiresAt: '2099-11-24T08:00:00.000Z',
};

function open(handlers: Parameters<typeof renderPage>[2], hash = `#${TOKEN}`) {
  return renderPage(`/invitation${hash}`, SESSIONS.helpdesk, {
    'GET /api/tasks': () => ({ body: { items: [], nextCursor: null } }),
    ...handlers,
  });
}

async function choose(password: string, repeat = password) {
  const user = userEvent.setup();
  const [first, second] = [
    await screen.findByLabelText(/^Password(?! once)/),
    screen.getByLabelText(/^Password once more/),
  ];
  await user.clear(first);
  await user.type(first, password);
  await user.clear(second);
  await user.type(second, repeat);
  await user.click(screen.getByRole('button', { name: 'Accept and sign in' }));
}

describe('an invitation', () => {
  it('says whom it is for, takes a password and lets the person in', async () => {
    const { calls, router } = await open({
      'POST /api/invitations/look': () => ({ body: FACTS }),
      'POST /api/invitations/accept': () => ({
        status: 201,
        body: SESSIONS.helpdesk,
      }),
    });
    expect(
      await screen.findByRole('heading', { name: 'Welcome, Nora New' }),
    ).toBeTruthy();
    await expectAccessible();
    await choose('three plain words');
    await screen.findByRole('heading', { name: 'What needs you now' });
    expect(router.state.location.pathname).toBe('/');
    expect(
      calls
        .filter(({ path }) => path.startsWith('/api/invitations'))
        .map(({ body }) => body),
    ).toEqual([
      { token: TOKEN },
      { token: TOKEN, password: 'three plain words' },
    ]);
  });

  it('takes the token out of the address at once and puts it nowhere else', async () => {
    const { calls, router } = await open({
      'POST /api/invitations/look': () => ({ body: FACTS }),
    });
    await screen.findByRole('heading', { name: 'Welcome, Nora New' });
    await waitFor(() => {
      expect(router.history.location.href).toBe('/invitation');
    });
    const kept = [
      router.state.location.href,
      JSON.stringify(router.history.location.state),
      JSON.stringify({ ...localStorage, ...sessionStorage }),
      ...calls.map(({ path, query }) => path + JSON.stringify(query)),
    ];
    expect(kept.filter((text) => text.includes(TOKEN))).toEqual([]);
  });

  it('sends nothing while the two passwords differ or are too short', async () => {
    const { calls } = await open({
      'POST /api/invitations/look': () => ({ body: FACTS }),
    });
    await choose('three plain words', 'three plain word');
    expect(
      (await screen.findAllByText(/Not the same as above/)).length,
    ).toBeGreaterThan(0);
    await choose('short');
    expect(
      (await screen.findAllByText('At least 12 characters.')).length,
    ).toBeGreaterThan(0);
    expect(calls.some(({ path }) => path.endsWith('/accept'))).toBe(false);
  });

  it.each([
    ['is unknown, used or ended', `#${TOKEN}`],
    ['has lost its token', ''],
  ])('says what to do when the link %s', async (_what, hash) => {
    await open(
      { 'POST /api/invitations/look': () => refusal(404, 'not_found') },
      hash,
    );
    expect(await screen.findByText('This link cannot be used.')).toBeTruthy();
    expect(screen.getByText(/ask a security admin for a new one/)).toBeTruthy();
    await expectAccessible();
  });
});
