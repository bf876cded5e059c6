import type { TaskDetail } from '@keyward/contract';
import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { beforeEach, describe, expect, it, vi } from 'vitest';

import { applyEvent } from '../../api/live/apply-event.ts';
import { SESSIONS } from '../../testing/session-fixtures.ts';
import { aTask, TASK_ID } from '../../testing/task-fixtures.ts';
import { renderPage } from '../../testing/render-page.tsx';
import { aTaskEvent } from '../../testing/stream-events.ts';

const PATH = `/tasks/${TASK_ID}`;
const READ = `GET /api${PATH}`;
const FOLLOW = `PUT /api${PATH}/follow`;

const running = (secondsAgo: number): TaskDetail =>
  aTask({
    startedAt: new Date(Date.now() - secondsAgo * 1_000).toISOString(),
    expected: { seconds: 40, basis: 23 },
  });

let icon: HTMLLinkElement;

beforeEach(() => {
  icon = document.createElement('link');
  icon.rel = 'icon';
  icon.href = '/keyward.svg';
  document.head.replaceChildren(icon);
});

describe('a person who watches a task', () => {
  it('is told when it is usually done', async () => {
    await renderPage(PATH, SESSIONS.helpdesk, {
      [READ]: () => ({ body: running(10) }),
    });
    expect(
      await screen.findByText(/^Usually up to 40 s: expected to be done by/),
    ).toBeTruthy();
    expect(
      screen.getByText(/Nine of ten of the last 23 tasks like this one/),
    ).toBeTruthy();
  });

  it('is told in words when it takes longer', async () => {
    await renderPage(PATH, SESSIONS.helpdesk, {
      [READ]: () => ({ body: running(65) }),
    });
    expect(
      await screen.findByText(
        /Takes longer than usual: 1 min \d+ s so far, usually up to 40 s/,
      ),
    ).toBeTruthy();
  });

  it('sees its state in the tab, which follows it', async () => {
    const { queryClient, unmount } = await renderPage(PATH, SESSIONS.admin, {
      [READ]: () => ({ body: aTask() }),
    });
    await waitFor(() => {
      expect(document.title).toBe('Running 40 % · TSK-1042 · Keyward');
    });
    expect(icon.getAttribute('href')).toBe('/tab/running.svg');
    applyEvent(
      queryClient,
      aTaskEvent({}, { what: 'state', state: 'failed' }),
      () => undefined,
    );
    await waitFor(() => {
      expect(document.title).toBe('Failed · TSK-1042 · Keyward');
    });
    expect(icon.getAttribute('href')).toBe('/tab/failed.svg');
    unmount();
    expect(icon.getAttribute('href')).toBe('/keyward.svg');
  });

  it('follows it, and stops', async () => {
    const user = userEvent.setup();
    let following = false;
    const { calls } = await renderPage(PATH, SESSIONS.helpdesk, {
      [READ]: () => ({ body: aTask({ following }) }),
      [FOLLOW]: () => {
        following = true;
        return {};
      },
    });
    await user.click(await screen.findByRole('button', { name: 'Follow' }));
    expect(
      await screen.findByRole('button', { name: 'Stop following' }),
    ).toBeTruthy();
    await waitFor(() => {
      expect(calls.some(({ method }) => method === 'PUT')).toBe(true);
    });
  });

  it('does not follow it when the console refuses, and is told', async () => {
    const user = userEvent.setup();
    await renderPage(PATH, SESSIONS.helpdesk, {
      [READ]: () => ({ body: aTask() }),
      [FOLLOW]: () => ({
        status: 404,
        body: { code: 'not_found', title: 'Not found', status: 404 },
      }),
    });
    await user.click(await screen.findByRole('button', { name: 'Follow' }));
    expect(await screen.findByRole('alert')).toBeTruthy();
    expect(await screen.findByRole('button', { name: 'Follow' })).toBeTruthy();
  });

  it('reads why it failed and what to look at, and takes both along for a ticket', async () => {
    const user = userEvent.setup();
    await renderPage(PATH, SESSIONS.helpdesk, {
      [READ]: () => ({
        body: aTask({
          state: 'failed',
          failureKind: 'secret_lost',
          endedAt: '2026-11-21T08:00:05.000Z',
          explanation: {
            code: 'secret_lost',
            sentence:
              'The secret of this change is no longer kept, so it was not sent.',
            nextStep:
              'Copy this into a new change and supply the secret again.',
            field: null,
          },
        }),
      }),
    });
    expect(
      await screen.findByText(/It was used once already, its time ran out/),
    ).toBeTruthy();
    expect(
      screen
        .getByRole('link', { name: 'About this problem' })
        .getAttribute('href'),
    ).toBe('/known-problems/console-secret-lost');
    const write = vi.spyOn(navigator.clipboard, 'writeText');
    await user.click(screen.getByRole('button', { name: 'Copy for a ticket' }));
    expect(write.mock.calls[0]?.[0]).toMatch(
      /What happened: The secret .+\nWhy: It was used .+\nCheck: .+\nNext step: Copy this/,
    );
  });
});
