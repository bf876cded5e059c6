import type { StatusAnswer, StatusMatter } from '@keyward/contract';
import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { describe, expect, it } from 'vitest';

import { statusText } from '../../features/status/ticket-status.ts';
import { expectAccessible } from '../../testing/check-accessibility.ts';
import { CHANGE_ID } from '../../testing/change-fixtures.ts';
import { SESSIONS } from '../../testing/session-fixtures.ts';
import { TASK_ID } from '../../testing/task-fixtures.ts';
import { renderPage } from '../../testing/render-page.tsx';

function today(hours: number, minutes: number): string {
  const date = new Date();
  date.setHours(hours, minutes, 0, 0);
  return date.toISOString();
}

function aMatter(over: Partial<StatusMatter> = {}): StatusMatter {
  return {
    id: CHANGE_ID,
    reference: 'CHG-1042',
    operation: 'ontap.add-key-servers',
    title: 'Add key servers to a key manager',
    connection: { id: 'c1', name: 'ontap-01', kind: 'ontap' },
    ticket: 'INC-20817',
    requester: 'Ada Admin',
    state: 'pending',
    light: 'amber',
    since: today(9, 12),
    expiresAt: today(13, 12),
    waitingFor: null,
    startsAt: null,
    approvals: { have: 1, need: 2, roles: ['reviewer'] },
    task: null,
    failure: null,
    nextActor: 'approver',
    tellCaller: 'waiting_for_approval',
    ...over,
  };
}

function anAnswer(
  matters: StatusMatter[],
  over: Partial<StatusAnswer> = {},
): StatusAnswer {
  const [first = aMatter()] = matters;
  return {
    subject: { type: 'change', id: CHANGE_ID, reference: 'CHG-1042' },
    at: today(10, 0),
    light: first.light,
    tellCaller: first.tellCaller,
    nextActor: first.nextActor,
    connections: [],
    matters,
    more: false,
    ...over,
  };
}

async function show(answer: StatusAnswer, path = '/status?change=CHG-1042') {
  const view = await renderPage(path, SESSIONS.helpdesk, {
    'GET /api/status': () => ({ body: answer }),
  });
  const section = await screen.findByRole('region', { name: 'The answer' });
  return { ...view, section };
}

describe('where something stands', () => {
  it('calls a change by its reference, also when it was asked for by its id', async () => {
    await show(anAnswer([aMatter()]), `/status?change=${CHANGE_ID}`);
    expect(screen.getByRole('heading', { level: 1 }).textContent).toBe(
      'Where CHG-1042 stands',
    );
    expect(document.body.textContent).not.toContain(CHANGE_ID);
  });

  it('is a sentence to read out, with a light in words, who is next and what to tell the caller', async () => {
    const { section, calls } = await show(anAnswer([aMatter()]));
    expect(section.textContent).toContain(
      'Waiting for 1 of 2 approvers since 09:12, expires 13:12.',
    );
    expect(section.textContent).toContain('Waits');
    expect(section.textContent).toContain(
      'Next: somebody who may approve (Reviewer).',
    );
    expect(section.textContent).toContain('Nothing has changed yet');
    expect(calls.find(({ path }) => path === '/api/status')?.query).toEqual({
      change: 'CHG-1042',
    });
    await expectAccessible();
  });

  it.each([
    [
      aMatter({ state: 'approved', waitingFor: 'secret' }),
      'Approved. Waiting for Ada Admin to hand over a secret since 09:12, expires 13:12.',
    ],
    [
      aMatter({
        state: 'running',
        task: {
          id: TASK_ID,
          reference: 'TSK-1042',
          state: 'running',
          startedAt: today(9, 12),
          endedAt: null,
          step: 'verify',
          stepSince: today(9, 15),
          triesAgainAt: null,
          expectedSeconds: 240,
        },
      }),
      'Running since 09:12; now reading back what the target did, since 09:15. This usually takes about 4 minutes.',
    ],
    [
      aMatter({
        state: 'failed',
        failure: {
          kind: 'refused',
          code: '1',
          sentence: 'An object of that name exists.',
        },
      }),
      'Failed at 09:12. An object of that name exists.',
    ],
    [
      aMatter({ state: 'outcome_unknown', since: null }),
      'Nobody knows yet whether it took effect. A security admin has to look at the target.',
    ],
  ])('says “%s” plainly', async (matter, sentence) => {
    const { section } = await show(anAnswer([matter]));
    expect(section.textContent).toContain(sentence);
  });

  it('counts what a ticket is about when it is more than one thing', async () => {
    const { section } = await show(
      anAnswer([
        aMatter({ state: 'failed', light: 'red' }),
        aMatter({ id: 'c2', reference: 'CHG-1043' }),
      ]),
      '/status?ticket=INC-20817',
    );
    expect(section.textContent).toContain('1 change is open; 1 has ended.');
    expect(
      screen.getByRole('heading', { level: 2, name: /CHG-1043/ }),
    ).toBeTruthy();
  });

  it('says when nothing is known by that name, and offers to search', async () => {
    await renderPage('/status?host=nowhere', SESSIONS.helpdesk, {});
    expect(
      await screen.findByRole('heading', {
        name: 'Nothing is known by that name',
      }),
    ).toBeTruthy();
    expect(screen.getByRole('combobox')).toBeTruthy();
    await expectAccessible();
  });

  it('is copied for a ticket with days and zones, as somebody else reads it later', async () => {
    const user = userEvent.setup();
    await show(anAnswer([aMatter()]));
    await user.click(screen.getByRole('button', { name: 'Copy for a ticket' }));
    const text = await navigator.clipboard.readText();
    expect(text).toMatch(
      /Waiting for 1 of 2 approvers since \d+ \w+ \d{4}(, | at )09:12 \S+, expires/,
    );
    expect(text).toContain('For the caller: The change is prepared');
    expect(text).toContain(window.location.href);
  });

  it('shows in the copied text what a name may hide', () => {
    const text = statusText(
      anAnswer([aMatter({ requester: 'A\u202Eda' })]),
      'http://localhost/status',
    );
    expect(text).toContain('A⟨U+202E⟩da');
  });
});
