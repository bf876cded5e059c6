import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

import { sessionQuery } from '../../api/session.ts';
import { expectAccessible } from '../../testing/check-accessibility.ts';
import { fakeConsole } from '../../testing/fake-console.ts';
import { SESSIONS } from '../../testing/session-fixtures.ts';
import { renderInApp } from '../../testing/render-in-app.tsx';
import { SessionEnd } from './session-end.tsx';

const MINUTE_MS = 60_000;
const SIGNED_OUT = {
  status: 401,
  body: { code: 'unauthenticated', title: '', status: 401, requestId: 'r' },
};

describe('the end of a session', () => {
  let day = 0;

  beforeEach(() => {
    vi.useFakeTimers({ toFake: ['Date'] });
    // What was answered in another test is long ago.
    day += 1;
    vi.setSystemTime(new Date(2001, 1, day, 12, 0));
    localStorage.clear();
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  /** As it looks to somebody whose session was read so long ago. */
  async function after(
    minutes: number,
    secondsLeft: number = SESSIONS.admin.secondsLeft,
  ) {
    const client = new QueryClient();
    client.setQueryData(
      sessionQuery.queryKey,
      { ...SESSIONS.admin, secondsLeft },
      { updatedAt: Date.now() - minutes * MINUTE_MS },
    );
    const props = { announce: vi.fn(), onSignedOut: vi.fn(), leave: vi.fn() };
    await renderInApp(
      <QueryClientProvider client={client}>
        <main>
          <SessionEnd {...props} />
        </main>
      </QueryClientProvider>,
    );
    return props;
  }

  it('is not spoken of while it is far', async () => {
    await after(11);
    expect(screen.queryByRole('dialog')).toBeNull();
    expect(screen.queryByText(/signed out/)).toBeNull();
  });

  it('is announced by a dialog two minutes before an idle session ends, which one key moves', async () => {
    const user = userEvent.setup();
    const { calls } = fakeConsole({
      'GET /api/session': () => ({ body: SESSIONS.admin }),
    });
    const { onSignedOut } = await after(12.5);
    const dialog = await screen.findByRole('dialog', {
      name: /Are you still there\?/,
    });
    expect(dialog.textContent).toContain('you will be signed out at 12:01');
    expect(screen.getByRole('timer').textContent).toBe('1 min 30 s left');
    const stay = screen.getByRole('button', { name: 'Stay signed in' });
    await waitFor(() => {
      expect(document.activeElement).toBe(stay);
    });
    await expectAccessible();
    await user.keyboard('{Enter}');
    await waitFor(() => {
      expect(screen.queryByRole('dialog')).toBeNull();
    });
    expect(calls.map(({ path }) => path)).toEqual(['/api/session']);
    expect(onSignedOut).not.toHaveBeenCalled();
  });

  it('moves for every tab when one of them is used', async () => {
    await after(12.5);
    await screen.findByRole('dialog');
    vi.setSystemTime(Date.now() + 1_000);
    localStorage.setItem('keyward-answered', String(Date.now()));
    await waitFor(() => {
      expect(screen.queryByRole('dialog')).toBeNull();
    });
  });

  it('leads to sign in when the session has gone meanwhile', async () => {
    const user = userEvent.setup();
    fakeConsole({ 'GET /api/session': () => SIGNED_OUT });
    const { onSignedOut } = await after(12.5);
    await user.click(
      await screen.findByRole('button', { name: 'Stay signed in' }),
    );
    await waitFor(() => {
      expect(onSignedOut).toHaveBeenCalled();
    });
  });

  it('is found out by itself once it is over', async () => {
    fakeConsole({ 'GET /api/session': () => SIGNED_OUT });
    const { onSignedOut } = await after(15.5);
    await waitFor(() => {
      expect(onSignedOut).toHaveBeenCalled();
    });
  });

  it('is said in plain words ten minutes before the longest time, where nothing moves it', async () => {
    const { announce } = await after(1, 9 * 60);
    expect(
      await screen.findByText('You will be signed out at 12:08.'),
    ).toBeTruthy();
    expect(
      screen.getByRole('link', { name: 'Sign in again' }).getAttribute('href'),
    ).toContain('/sign-in?next=');
    expect(announce).toHaveBeenCalledWith('You will be signed out at 12:08.');
    await expectAccessible();
  });

  it('does not come to somebody who types: their keys are told to the console', async () => {
    const user = userEvent.setup();
    const { calls } = fakeConsole({
      'GET /api/session': () => ({ body: SESSIONS.admin }),
    });
    await after(5);
    await user.keyboard('abc');
    await waitFor(() => {
      expect(calls.map(({ path }) => path)).toEqual(['/api/session']);
    });
  });
});
