import type { TaskSummary } from '@keyward/contract';
import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { describe, expect, it } from 'vitest';

import { expectAccessible } from '../../testing/check-accessibility.ts';
import type { ReceivedCall } from '../../testing/fake-console.ts';
import { SESSIONS } from '../../testing/session-fixtures.ts';
import { aTaskSummary } from '../../testing/task-fixtures.ts';
import { renderPage } from '../../testing/render-page.tsx';

const AGO = (seconds: number) =>
  new Date(Date.now() - seconds * 1_000).toISOString();

const TASKS: readonly TaskSummary[] = [
  aTaskSummary({
    id: 'late',
    reference: 'TSK-1',
    startedAt: AGO(65),
    expected: { seconds: 40, basis: 12 },
  }),
  aTaskSummary({
    id: 'usual',
    reference: 'TSK-2',
    startedAt: AGO(10),
    expected: { seconds: 40, basis: 12 },
    progress: null,
  }),
  aTaskSummary({ id: 'q', reference: 'TSK-3', state: 'queued' }),
  aTaskSummary({
    id: 'u',
    reference: 'TSK-4',
    state: 'outcome_unknown',
    standing: 'Nobody knows whether ontap-01 has it.',
  }),
  aTaskSummary({
    id: 'f',
    reference: 'TSK-5',
    state: 'failed',
    endedAt: AGO(600),
    standing: 'The key manager has no room.',
  }),
];

function answer({ query }: ReceivedCall) {
  const items = TASKS.filter(({ state }) => query['state'] === state);
  return {
    body: {
      items,
      nextCursor: null,
      count: { value: items.length, isMore: false },
    },
  };
}

describe('the wallboard', () => {
  it('shows what runs against what is usual, what waits, and what needs somebody', async () => {
    const { calls } = await renderPage('/wallboard', SESSIONS.helpdesk, {
      'GET /api/tasks': answer,
    });
    const open = within(
      await screen.findByRole('region', { name: 'Running and queued' }),
    );
    expect(
      await open.findByText(/1 min \d+ s, longer than the usual 40 s/),
    ).toBeTruthy();
    expect(open.getByText(/^\d+ s of usually 40 s$/)).toBeTruthy();
    expect(open.getByText('TSK-3')).toBeTruthy();
    const trouble = within(screen.getByRole('region', { name: /unknown/ }));
    expect(
      trouble.getByText('Nobody knows whether ontap-01 has it.'),
    ).toBeTruthy();
    expect(trouble.getByText('The key manager has no room.')).toBeTruthy();
    const day = calls.find(({ query }) => query['state'] === 'failed');
    const since = Date.parse(day?.query['endedFrom'] ?? '');
    expect(Date.now() - since).toBeGreaterThan(86_390_000);
    expect(document.title).toBe('2 running, 2 in trouble · Keyward');
    await expectAccessible();
  });

  it('has no frame, is dark while it is open, and is left with Esc', async () => {
    const user = userEvent.setup();
    const { router } = await renderPage('/wallboard', SESSIONS.reviewer, {
      'GET /api/tasks': answer,
    });
    await screen.findByRole('heading', { name: 'Tasks' });
    expect(screen.queryByRole('navigation')).toBeNull();
    const { classList } = document.documentElement;
    expect(classList.contains('pf-v6-theme-dark')).toBe(true);
    await user.keyboard('{Escape}');
    await waitFor(() => {
      expect(router.history.location.pathname).toBe('/tasks');
    });
    await screen.findByRole('navigation', { name: 'Pages' });
    expect(classList.contains('pf-v6-theme-dark')).toBe(false);
  });

  it('says so when the tasks cannot be read, and shows the others', async () => {
    await renderPage('/wallboard', SESSIONS.helpdesk, {
      'GET /api/tasks': (call) =>
        call.query['state'] === 'failed' ? { status: 500 } : answer(call),
    });
    expect(await screen.findByText('TSK-1')).toBeTruthy();
    expect(
      await screen.findByText(/cannot be read at the moment/),
    ).toBeTruthy();
  });
});
