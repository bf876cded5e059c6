import type { TaskDetail } from '@keyward/contract';
import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { describe, expect, it } from 'vitest';

import { applyEvent } from '../../api/live/apply-event.ts';
import { expectAccessible } from '../../testing/check-accessibility.ts';
import { SESSIONS } from '../../testing/session-fixtures.ts';
import { aTask, TASK_ID } from '../../testing/task-fixtures.ts';
import { aTaskEvent } from '../../testing/stream-events.ts';
import { renderPage } from '../../testing/render-page.tsx';

const PATH = `/tasks/${TASK_ID}`;
const READ = `GET /api${PATH}`;

const FAILED = {
  state: 'failed',
  failureKind: 'refused',
  endedAt: '2026-11-21T08:00:05.000Z',
  explanation: {
    code: '65536038',
    sentence: 'The key manager has no room.',
    nextStep: 'Remove a server first.',
    field: '/servers',
  },
  upstream: {
    system: 'ontap',
    httpStatus: 400,
    code: '65536038',
    messages: [
      {
        text: 'Maximum number of active key servers has been reached.',
        args: [],
      },
      { text: 'The limit is 4.', args: [] },
    ],
    upstreamTaskId: 'job-77',
  },
} satisfies Partial<TaskDetail>;

describe('the page of a task', () => {
  it('says where it is: steps in words, progress and what happened', async () => {
    await renderPage(PATH, SESSIONS.admin, {
      [READ]: () => ({ body: aTask() }),
    });
    expect(
      await screen.findByRole('progressbar', { name: 'Adding key servers' }),
    ).toHaveProperty('ariaValueNow', '40');
    expect(screen.getByLabelText('Send the change: running')).toBeTruthy();
    expect(
      within(screen.getByLabelText('Events')).getAllByRole('listitem'),
    ).toHaveLength(3);
    await expectAccessible();
  });

  it('moves when an event arrives, without being read again', async () => {
    const { queryClient, calls } = await renderPage(PATH, SESSIONS.admin, {
      [READ]: () => ({ body: aTask() }),
    });
    await screen.findByRole('progressbar');
    const reads = calls.filter((call) => call.path === `/api${PATH}`).length;
    applyEvent(queryClient, aTaskEvent(), () => undefined);
    await waitFor(() => {
      expect(screen.getByRole('progressbar')).toHaveProperty(
        'ariaValueNow',
        '60',
      );
    });
    expect(calls.filter((call) => call.path === `/api${PATH}`)).toHaveLength(
      reads,
    );
  });

  it('reads what came before the newest lines when somebody asks, until there is no more', async () => {
    const line = (seq: number) => ({
      seq,
      at: '2026-11-21T07:59:00.000Z',
      type: 'note',
      text: `Line ${String(seq)}.`,
    });
    const user = userEvent.setup();
    await renderPage(PATH, SESSIONS.helpdesk, {
      [READ]: () => ({ body: aTask({ eventsBefore: 'c-11' }) }),
      [`${READ}/events`]: ({ query }) => ({
        body:
          query['cursor'] === 'c-11'
            ? { items: [line(10), line(9)], nextCursor: 'c-9' }
            : { items: [line(8)], nextCursor: null },
      }),
    });
    const lines = () =>
      within(screen.getByLabelText('Events'))
        .getAllByRole('listitem')
        .map(
          ({ textContent }) => /Line \d+/.exec(textContent)?.[0] ?? 'newest',
        );
    const newest = ['newest', 'newest', 'newest'];
    const more = { name: 'Show earlier lines' };
    await user.click(await screen.findByRole('button', more));
    await waitFor(() => {
      expect(lines()).toEqual(['Line 9', 'Line 10', ...newest]);
    });
    expect(screen.getByRole('switch')).toHaveProperty('checked', false);
    await user.click(screen.getByRole('button', more));
    await waitFor(() => {
      expect(lines()).toEqual(['Line 8', 'Line 9', 'Line 10', ...newest]);
    });
    expect(screen.queryByRole('button', more)).toBeNull();
    await expectAccessible();
  });

  it('explains a failure in order: sentence, next step, field, vendor text, codes', async () => {
    await renderPage(PATH, SESSIONS.admin, {
      [READ]: () => ({ body: aTask(FAILED) }),
    });
    const title = await screen.findByText('The key manager has no room.');
    const text = title.closest('.kw-problem')?.textContent ?? '';
    const parts = [
      'The key manager has no room.',
      'Remove a server first.',
      'servers',
      'Maximum number',
      'caused by: The limit is 4.',
      '65536038',
      'HTTP 400',
      'job-77',
    ];
    const places = parts.map((part) => text.indexOf(part));
    expect(places).toEqual(places.toSorted((a, b) => a - b));
    expect(places).not.toContain(-1);
    await expectAccessible();
  });

  it('shows the helpdesk sentence, next step and code, and no action', async () => {
    await renderPage(PATH, SESSIONS.helpdesk, {
      [READ]: () => ({ body: aTask({ ...FAILED, upstream: null }) }),
    });
    expect(await screen.findByText('Remove a server first.')).toBeTruthy();
    expect(screen.getByText('code 65536038')).toBeTruthy();
    expect(
      screen.queryByRole('button', { name: /Stop|Try again|Say what/ }),
    ).toBeNull();
    expect(
      screen.queryByRole('link', { name: 'Copy into a new change' }),
    ).toBeNull();
  });

  it('offers who submits changes a copy of what failed', async () => {
    await renderPage(PATH, SESSIONS.admin, {
      [READ]: () => ({ body: aTask(FAILED) }),
    });
    const copy = await screen.findByRole('link', {
      name: 'Copy into a new change',
    });
    expect(copy.getAttribute('href')).toBe(
      `/changes/new?copyOf=${aTask().changeId}`,
    );
  });

  it('copies a plain summary for a ticket', async () => {
    const user = userEvent.setup();
    await renderPage(PATH, SESSIONS.helpdesk, {
      [READ]: () => ({ body: aTask({ ...FAILED, upstream: null }) }),
    });
    await user.click(
      await screen.findByRole('button', { name: 'Copy for a ticket' }),
    );
    const text = await navigator.clipboard.readText();
    expect(text).toContain('TSK-1042 (change CHG-1042): Failed');
    expect(text).toContain('Next step: Remove a server first.');
    expect(text).toContain('Ticket: INC-20817');
  });

  it('says what was proved and what no read can prove', async () => {
    await renderPage(PATH, SESSIONS.reviewer, {
      [READ]: () => ({
        body: aTask({
          state: 'succeeded',
          verification: {
            level: 'partial',
            proved: ['kms3 is listed.'],
            notProved: ['The KMIP password.'],
          },
        }),
      }),
    });
    expect(
      await screen.findByText('Verified as far as can be read'),
    ).toBeTruthy();
    expect(
      screen.getByRole('heading', { name: 'Cannot be proved by any read' }),
    ).toBeTruthy();
    expect(screen.getByText('The KMIP password.')).toBeTruthy();
  });

  it('says why a task cannot be stopped any more', async () => {
    const reason = 'The change has been sent.';
    await renderPage(PATH, SESSIONS.admin, {
      [READ]: () => ({
        body: aTask({
          actions: { ...aTask().actions, cancel: { allowed: false, reason } },
        }),
      }),
    });
    const stop = await screen.findByRole('button', { name: 'Stop the task' });
    expect(stop.getAttribute('aria-disabled')).toBe('true');
    await userEvent.setup().hover(stop);
    expect(await screen.findByText(reason)).toBeTruthy();
  });
});
