import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { describe, expect, it } from 'vitest';

import { expectAccessible } from '../../testing/check-accessibility.ts';
import {
  aChange,
  aChangeOutline,
  aChangeToDecide,
  CHANGE_ID,
} from '../../testing/change-fixtures.ts';
import { SESSIONS } from '../../testing/session-fixtures.ts';
import { aTask, TASK_ID } from '../../testing/task-fixtures.ts';
import { renderPage } from '../../testing/render-page.tsx';

const PATH = `/changes/${CHANGE_ID}`;
const READ = `GET /api${PATH}`;
const CAN = { allowed: true, reason: null };

function approveButton() {
  return screen.findByRole('button', { name: 'Approve' });
}

describe('a change in front of its reviewer', () => {
  it('says what will change before anything else, then reason, checks and the exact request', async () => {
    await renderPage(PATH, SESSIONS.reviewer, {
      [READ]: () => ({ body: aChangeToDecide() }),
    });
    expect(await screen.findByRole('heading', { level: 1 })).toHaveProperty(
      'textContent',
      expect.stringContaining('CHG-1042'),
    );
    const sections = screen
      .getAllByRole('heading', { level: 2 })
      .map((heading) => heading.textContent);
    expect(sections.slice(0, 4)).toEqual([
      'What will change',
      'Why',
      'Checks',
      'The exact request',
    ]);
    expect(screen.getByText(/The key manager then has 4 of 4/)).toBeTruthy();
    await expectAccessible();
  });

  it('shows the request with dots where a secret goes', async () => {
    await renderPage(PATH, SESSIONS.reviewer, {
      [READ]: () => ({ body: aChangeToDecide() }),
    });
    const body = await screen.findByLabelText('Request body');
    expect(body.textContent).toContain('"password": "•••"');
    expect(body.textContent).not.toContain('$secret');
  });

  it('cannot be approved before every warning of a high-risk change is ticked', async () => {
    const user = userEvent.setup();
    const change = aChangeToDecide({ risk: 'high' });
    const { calls } = await renderPage(PATH, SESSIONS.reviewer, {
      [READ]: () => ({ body: change }),
      [`POST /api${PATH}/approve`]: () => ({
        body: { ...change, state: 'approved' },
      }),
    });
    const approve = await approveButton();
    expect(approve.getAttribute('aria-disabled')).toBe('true');
    expect(screen.getByText('Read and tick the warning first.')).toBeTruthy();
    await user.click(approve);
    expect(calls.filter((call) => call.method === 'POST')).toEqual([]);

    await user.click(
      screen.getByRole('checkbox', { name: /read this warning/ }),
    );
    await user.click(await approveButton());
    await waitFor(() => {
      expect(calls.find((call) => call.method === 'POST')?.body).toEqual({
        digest: change.digest,
      });
    });
  });

  it('needs no tick when the risk is standard, and sends the comment along', async () => {
    const user = userEvent.setup();
    const change = aChangeToDecide();
    const { calls } = await renderPage(PATH, SESSIONS.reviewer, {
      [READ]: () => ({ body: change }),
      [`POST /api${PATH}/approve`]: () => ({
        body: { ...change, state: 'approved' },
      }),
    });
    await user.type(
      await screen.findByRole('textbox', { name: 'Comment (optional)' }),
      'Checked with storage.',
    );
    await user.click(await approveButton());
    await waitFor(() => {
      expect(calls.find((call) => call.method === 'POST')?.body).toEqual({
        digest: change.digest,
        comment: 'Checked with storage.',
      });
    });
  });

  it('is rejected with a comment only, and gives focus to what is missing', async () => {
    const user = userEvent.setup();
    const change = aChangeToDecide();
    const { calls } = await renderPage(PATH, SESSIONS.reviewer, {
      [READ]: () => ({ body: change }),
      [`POST /api${PATH}/reject`]: () => ({
        body: aChange({ state: 'rejected' }),
      }),
    });
    await user.click(await screen.findByRole('button', { name: 'Reject' }));
    const dialog = within(await screen.findByRole('dialog'));
    await user.click(dialog.getByRole('button', { name: 'Reject' }));
    expect(dialog.getByText(/Write why/)).toBeTruthy();
    expect(document.activeElement).toBe(dialog.getByRole('textbox'));
    await user.type(dialog.getByRole('textbox'), 'Wrong key manager.');
    await user.click(dialog.getByRole('button', { name: 'Reject' }));
    await waitFor(() => {
      expect(calls.find((call) => call.method === 'POST')?.body).toEqual({
        digest: change.digest,
        comment: 'Wrong key manager.',
      });
    });
    expect(await screen.findByText('Rejected')).toBeTruthy();
    expect(screen.queryByRole('dialog')).toBeNull();
  });

  it('says which field a rejection is about, and shows it beside what that field holds', async () => {
    const user = userEvent.setup();
    const change = aChangeToDecide({
      input: { keyManager: 'km-7', servers: [{ password: { $secret: '/x' } }] },
    });
    const { calls } = await renderPage(PATH, SESSIONS.reviewer, {
      [READ]: () => ({ body: change }),
      [`POST /api${PATH}/reject`]: () => ({
        body: aChange({
          state: 'rejected',
          input: change.input,
          decisions: [
            {
              person: SESSIONS.reviewer.person,
              decision: 'reject',
              comment: 'The other one.',
              fieldPointer: '/keyManager',
              digest: change.digest,
              at: change.createdAt,
              counts: false,
              evidence: null,
            },
          ],
        }),
      }),
    });
    await user.click(await screen.findByRole('button', { name: 'Reject' }));
    const dialog = within(await screen.findByRole('dialog'));
    const about = dialog.getByRole('combobox', { name: 'It is about' });
    expect([...about.children].map((option) => option.textContent)).toEqual([
      'The whole change',
      'key manager: km-7',
      'server 1 › password (secret)',
    ]);
    await user.selectOptions(about, '/keyManager');
    await user.type(dialog.getByRole('textbox'), 'The other one.');
    await user.click(dialog.getByRole('button', { name: 'Reject' }));
    expect(
      await screen.findByRole('heading', { name: /wrote about key manager/ }),
    ).toBeTruthy();
    expect(screen.getByText('km-7')).toBeTruthy();
    expect(calls.find((call) => call.method === 'POST')?.body).toEqual({
      digest: change.digest,
      comment: 'The other one.',
      fieldPointer: '/keyManager',
    });
  });

  it('says what a yes sets off, how to undo it, and what else is open on the same object', async () => {
    await renderPage(PATH, SESSIONS.reviewer, {
      [READ]: () => ({
        body: aChangeToDecide({
          undo: 'Remove the server again.',
          conflicts: [
            {
              changeId: TASK_ID,
              reference: 'CHG-1050',
              state: 'pending',
              requester: SESSIONS.admin.person,
              blocks: true,
              sentence: 'CHG-1050 also fills the last place.',
            },
          ],
        }),
      }),
    });
    const yes = within(
      await screen.findByRole('region', { name: 'What happens on yes' }),
    );
    expect(yes.getByText(/is the last one that is needed/)).toBeTruthy();
    expect(yes.getByText('Remove the server again.')).toBeTruthy();
    const others = within(
      screen.getByRole('list', { name: /Other open changes/ }),
    );
    expect(others.getByRole('link', { name: 'CHG-1050' })).toBeTruthy();
    expect(others.getByText('In the way')).toBeTruthy();
    await expectAccessible();
  });

  it('shows what moved when the approval comes too late', async () => {
    const user = userEvent.setup();
    await renderPage(PATH, SESSIONS.reviewer, {
      [READ]: () => ({ body: aChangeToDecide() }),
      [`POST /api${PATH}/approve`]: () => ({
        status: 409,
        body: {
          code: 'change_stale',
          title: 'The target has moved since this change was planned',
          status: 409,
          requestId: 'r',
          moved: [{ pointer: '/servers/0', before: 'kms1', now: 'kms9' }],
        },
      }),
    });
    await user.click(await approveButton());
    const moved = within(
      await screen.findByRole('table', { name: 'What moved on the target' }),
    );
    expect(moved.getByText('kms9')).toBeTruthy();
    expect(
      screen.getByText('The target has moved since this change was planned'),
    ).toBeTruthy();
  });

  it('cannot make the request or the title hide characters', async () => {
    await renderPage(PATH, SESSIONS.reviewer, {
      [READ]: () => ({ body: aChangeToDecide({ reason: 'safe\u202Eevil' }) }),
    });
    expect((await screen.findAllByText('⟨U+202E⟩')).length).toBe(2);
  });
});

describe('a change in front of others', () => {
  it('tells its requester why the decision is somebody else’s', async () => {
    const reason = 'You cannot decide on your own change.';
    const refused = { allowed: false, reason };
    await renderPage(PATH, SESSIONS.admin, {
      [READ]: () => ({
        body: aChange({
          actions: {
            ...aChange().actions,
            approve: refused,
            reject: refused,
            withdraw: CAN,
          },
        }),
      }),
    });
    expect((await approveButton()).getAttribute('aria-disabled')).toBe('true');
    expect(screen.getByText(reason)).toBeTruthy();
    expect(screen.getByRole('button', { name: 'Withdraw' })).toBeTruthy();
  });

  it('can be copied into a new one when it is closed', async () => {
    await renderPage(PATH, SESSIONS.admin, {
      [READ]: () => ({
        body: aChange({
          state: 'rejected',
          endedAt: '2026-11-21T09:00:00.000Z',
          actions: { ...aChange().actions, copy: CAN },
        }),
      }),
    });
    const link = await screen.findByRole('link', {
      name: 'Copy into a new change',
    });
    expect(link.getAttribute('href')).toBe(`/changes/new?copyOf=${CHANGE_ID}`);
    expect(screen.queryByRole('button', { name: 'Approve' })).toBeNull();
  });

  it('shows the helpdesk where it stands and its task, never its content', async () => {
    await renderPage(PATH, SESSIONS.helpdesk, {
      [READ]: () => ({
        body: aChangeOutline({
          state: 'running',
          taskId: TASK_ID,
          taskReference: 'TSK-1042',
        }),
      }),
      [`GET /api/tasks/${TASK_ID}`]: () => ({ body: aTask() }),
    });
    expect(
      await screen.findByRole('heading', { name: 'Task TSK-1042' }),
    ).toBeTruthy();
    expect(screen.queryByText('The exact request')).toBeNull();
    expect(screen.queryByRole('button', { name: 'Approve' })).toBeNull();
    await expectAccessible();
  });

  it('says so in words when there is none', async () => {
    await renderPage(PATH, SESSIONS.admin, {
      [READ]: () => ({
        status: 404,
        body: {
          code: 'not_found',
          title: 'Not found',
          status: 404,
          requestId: 'r',
        },
      }),
    });
    expect(
      await screen.findByRole('heading', {
        level: 1,
        name: 'There is nothing here, or nothing that you may see',
      }),
    ).toBeTruthy();
    expect(
      screen
        .getAllByRole('link', { name: 'Changes' })
        .map((link) => link.getAttribute('href')),
    ).toContain('/changes');
    await expectAccessible();
  });
});
