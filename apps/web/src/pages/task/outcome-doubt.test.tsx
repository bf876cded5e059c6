import type { Session, TaskDetail, TaskObservation } from '@keyward/contract';
import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { describe, expect, it } from 'vitest';

import { expectAccessible } from '../../testing/check-accessibility.ts';
import { aChange, CHANGE_ID } from '../../testing/change-fixtures.ts';
import { SESSIONS } from '../../testing/session-fixtures.ts';
import { aTask, TASK_ID } from '../../testing/task-fixtures.ts';
import { renderPage } from '../../testing/render-page.tsx';

const PATH = `/tasks/${TASK_ID}`;
const AT = '2026-11-21T08:00:03.000Z';

const IN_DOUBT: TaskDetail = aTask({
  state: 'outcome_unknown',
  actions: { ...aTask().actions, reconcile: { allowed: true, reason: null } },
});

function seen(over: Partial<TaskObservation> = {}): TaskObservation {
  return {
    observedAt: AT,
    sendings: [
      { attempt: 1, fence: 2, at: AT, outcome: 'unknown', resolvedAt: AT },
    ],
    target: {
      read: true,
      finding: 'not_applied',
      why: null,
      verification: {
        level: 'none',
        proved: [],
        notProved: [],
        contradiction: 'A server of this change is not among the key servers.',
      },
      moved: [
        { pointer: '/servers', before: ['kms1:5696'], now: ['kms2:5696'] },
      ],
    },
    ...over,
  };
}

async function openPage(
  observe: () => TaskObservation = seen,
  session: Session = SESSIONS.admin,
) {
  return renderPage(PATH, session, {
    [`GET /api${PATH}`]: () => ({ body: IN_DOUBT }),
    [`GET /api${PATH}/observation`]: () => ({ body: observe() }),
    [`GET /api/changes/${CHANGE_ID}`]: () => ({ body: aChange() }),
    [`POST /api${PATH}/reconcile`]: () => ({ body: aTask() }),
  });
}

describe('the page of a task whose outcome nobody knows', () => {
  it('shows what was sent, to the second, with placeholders for secrets', async () => {
    await openPage();
    const sent = within(
      await screen.findByRole('region', { name: 'What was sent' }),
    );
    const line = await sent.findByText(/nobody knows/);
    expect(line.textContent).toMatch(/^Attempt 1, .*:\d\d: nobody knows/);
    const body = await sent.findByLabelText('Body that was sent');
    expect(body.textContent).toContain('•••');
  });

  it('shows what the target shows now, what that would prove, and what has moved', async () => {
    await openPage();
    const now = within(
      await screen.findByRole('region', { name: /shows now$/ }),
    );
    expect(await now.findByText('It is not there')).toBeTruthy();
    expect(now.getByText(/still on its way/)).toBeTruthy();
    expect(now.getByText(/not among the key servers/)).toBeTruthy();
    expect(now.getByText(/kms2:5696/)).toBeTruthy();
    await expectAccessible();
  });

  it('gives the reason where no read can tell', async () => {
    const why = 'Its secret cannot be compared with ours.';
    await openPage(() =>
      seen({
        target: {
          read: true,
          finding: 'unknown',
          why,
          verification: { level: 'partial', proved: ['One.'], notProved: [] },
          moved: null,
        },
      }),
    );
    expect(await screen.findByText('It cannot be told')).toBeTruthy();
    expect(screen.getByText(why)).toBeTruthy();
  });

  it('says so when the target cannot be read, and looks again when asked', async () => {
    const answers = [
      seen({
        target: {
          read: false,
          explanation: {
            code: 'upstream_unreachable',
            sentence: 'The target could not be reached.',
            nextStep: 'Look again when the target answers.',
            field: 'connection',
          },
          upstream: null,
        },
      }),
      seen(),
    ];
    await openPage(() => answers.shift() ?? seen());
    expect(
      await screen.findByText('The target could not be reached.'),
    ).toBeTruthy();
    await expectAccessible();
    await userEvent
      .setup()
      .click(screen.getByRole('button', { name: 'Look again' }));
    expect(await screen.findByText('It is not there')).toBeTruthy();
    expect(screen.queryByText('The target could not be reached.')).toBeNull();
  });

  it.each([
    ['It is on the target', 'applied', 'reads it back'],
    ['It is not on the target', 'not_applied', 'approved anew'],
  ])(
    'offers “%s” with what it means, and needs to know how one knows',
    async (label, outcome, meaning) => {
      const user = userEvent.setup();
      const { calls } = await openPage();
      const answers = within(
        await screen.findByRole('region', { name: 'Say what happened' }),
      );
      expect(answers.getByText(new RegExp(meaning))).toBeTruthy();
      await user.click(answers.getByRole('button', { name: label }));
      const dialog = within(await screen.findByRole('dialog'));
      await user.click(dialog.getByRole('button', { name: label }));
      expect(dialog.getByText(/Write why/)).toBeTruthy();
      expect(calls.some((call) => call.method === 'POST')).toBe(false);
      await user.type(dialog.getByRole('textbox'), 'Seen on the host.');
      await expectAccessible();
      await user.click(dialog.getByRole('button', { name: label }));
      await waitFor(() => {
        expect(calls.find((call) => call.method === 'POST')?.body).toEqual({
          outcome,
          comment: 'Seen on the host.',
        });
      });
      await waitFor(() => {
        expect(screen.queryByRole('dialog')).toBeNull();
      });
    },
  );

  it.each(['reviewer', 'helpdesk'] as const)(
    'neither asks the target nor offers an answer for a %s',
    async (role) => {
      const { calls } = await openPage(seen, SESSIONS[role]);
      await screen.findByRole('region', { name: 'Steps' });
      expect(screen.queryByText('Say what happened')).toBeNull();
      expect(calls.some(({ path }) => path.includes('observation'))).toBe(
        false,
      );
    },
  );
});
