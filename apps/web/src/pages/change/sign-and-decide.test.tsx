import type { ChangeDetail, Session } from '@keyward/contract';
import { act, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { beforeEach, describe, expect, it, vi } from 'vitest';

import { ApiProblem } from '../../api/api-problem.ts';
import { changeKeys } from '../../api/changes.ts';
import { signApproval } from '../../step-up/sign-approval.ts';
import { expectAccessible } from '../../testing/check-accessibility.ts';
import {
  aChange,
  aChangeToDecide,
  CHANGE_ID,
} from '../../testing/change-fixtures.ts';
import { SESSIONS } from '../../testing/session-fixtures.ts';
import { renderPage } from '../../testing/render-page.tsx';

vi.mock(import('../../step-up/sign-approval.ts'), async (original) => ({
  ...(await original()),
  signApproval: vi.fn(),
}));

const PATH = `/changes/${CHANGE_ID}`;
const READ = `GET /api${PATH}`;
const APPROVE = `POST /api${PATH}/approve`;
const KEY = 'a1b2c3d4e5f6'.padEnd(64, '0');
const AT = '2026-11-21T09:00:00.000Z';
const ASSERTION = {
  id: 'credential',
  rawId: 'credential',
  type: 'public-key' as const,
  response: { clientDataJSON: 'e30', authenticatorData: 'AA', signature: 'AA' },
};

function withPasskey(over: Partial<Session['passkey']> = {}): Session {
  return {
    ...SESSIONS.reviewer,
    passkey: { rule: 'preferred', registered: 1, ...over },
  };
}

function decided(
  over: Partial<ChangeDetail['decisions'][number]> = {},
): ChangeDetail['decisions'][number] {
  return {
    person: SESSIONS.reviewer.person,
    decision: 'approve',
    comment: null,
    fieldPointer: null,
    digest: '3f'.repeat(32),
    at: AT,
    counts: true,
    evidence: {
      v: 1,
      method: 'passkey',
      rpId: 'localhost',
      origin: 'http://localhost',
      credentialId: 'credential',
      publicKey: 'AA',
      publicKeySha256: KEY,
      challenge: {
        t: 'approve.v1',
        changeId: CHANGE_ID,
        digest: '3f'.repeat(32),
        approverId: SESSIONS.reviewer.person.id,
        nonce: 'n',
      },
      clientDataJSON: 'e30',
      authenticatorData: 'AA',
      signature: 'AA',
    },
    ...over,
  };
}

function problem(code: ApiProblem['code'], status: number, over: object = {}) {
  return {
    status,
    body: { code, title: `Refused: ${code}`, status, requestId: 'r', ...over },
  };
}

describe('approving with a passkey', () => {
  beforeEach(() => {
    vi.mocked(signApproval).mockReset().mockResolvedValue(ASSERTION);
  });

  it('signs the digest on the page, sends the assertion and shows the key that signed', async () => {
    const user = userEvent.setup();
    const change = aChangeToDecide();
    const { calls } = await renderPage(PATH, withPasskey(), {
      [READ]: () => ({ body: change }),
      [APPROVE]: () => ({
        body: aChange({ state: 'approved', decisions: [decided()] }),
      }),
    });
    await user.click(
      await screen.findByRole('button', { name: 'Approve with passkey' }),
    );
    expect(await screen.findByText('You approved this')).toBeTruthy();
    expect(vi.mocked(signApproval).mock.calls).toEqual([
      [
        `/api/changes/${CHANGE_ID}/approve/options`,
        change.digest,
        SESSIONS.reviewer.person.id,
      ],
    ]);
    expect(calls.find((call) => call.method === 'POST')?.body).toEqual({
      digest: change.digest,
      assertion: ASSERTION,
    });
    expect(screen.getAllByText('a1b2 c3d4 e5f6 0000…').length).toBe(2);
    await expectAccessible();
  });

  it('stays calm when the passkey was not used, and lets the person try again', async () => {
    const user = userEvent.setup();
    vi.mocked(signApproval).mockRejectedValueOnce(
      new ApiProblem({
        code: 'passkey_unused',
        title: 'No passkey was used',
        status: 0,
        detail: 'The passkey was not used: the browser’s window was closed.',
        requestId: '',
      }),
    );
    const { calls } = await renderPage(PATH, withPasskey(), {
      [READ]: () => ({ body: aChangeToDecide() }),
      [APPROVE]: () => ({
        body: aChange({ state: 'approved', decisions: [decided()] }),
      }),
    });
    const approve = () =>
      screen.findByRole('button', { name: 'Approve with passkey' });
    await user.click(await approve());
    expect(await screen.findByText(/browser’s window was closed/)).toBeTruthy();
    expect(calls.filter((call) => call.method === 'POST')).toEqual([]);
    await user.click(await approve());
    expect(await screen.findByText('You approved this')).toBeTruthy();
  });

  it('says so when somebody else decided while the passkey was being used', async () => {
    const user = userEvent.setup();
    let current = aChangeToDecide();
    await renderPage(PATH, withPasskey(), {
      [READ]: () => ({ body: current }),
      [APPROVE]: () => {
        current = aChange({ state: 'rejected', endedAt: AT });
        return problem('already_decided', 409);
      },
    });
    await user.click(
      await screen.findByRole('button', { name: 'Approve with passkey' }),
    );
    expect(await screen.findByText('Refused: already_decided')).toBeTruthy();
    expect(await screen.findByText('Rejected')).toBeTruthy();
    expect(
      screen.queryByRole('button', { name: 'Approve with passkey' }),
    ).toBeNull();
  });

  it('signs after all when the console knows of a passkey that this page does not', async () => {
    const user = userEvent.setup();
    const { calls } = await renderPage(PATH, SESSIONS.reviewer, {
      [READ]: () => ({ body: aChangeToDecide() }),
      [APPROVE]: (call) =>
        typeof call.body === 'object' &&
        call.body !== null &&
        'assertion' in call.body
          ? { body: aChange({ state: 'approved', decisions: [decided()] }) }
          : problem('step_up_required', 401, {
              methods: ['passkey'],
              optionsUrl: `/api/changes/${CHANGE_ID}/approve/options`,
            }),
    });
    await user.click(await screen.findByRole('button', { name: 'Approve' }));
    expect(await screen.findByText('You approved this')).toBeTruthy();
    expect(
      calls.filter((call) => `${call.method} ${call.path}` === APPROVE),
    ).toHaveLength(2);
  });

  it('leads to the account when a passkey is required and there is none', async () => {
    await renderPage(PATH, withPasskey({ rule: 'required', registered: 0 }), {
      [READ]: () => ({ body: aChangeToDecide() }),
    });
    const approve = await screen.findByRole('button', { name: 'Approve' });
    expect(approve.getAttribute('aria-disabled')).toBe('true');
    expect(
      screen
        .getByRole('link', { name: 'Register a passkey' })
        .getAttribute('href'),
    ).toBe('/account');
  });
});

describe('the decisions on a change', () => {
  it('say which are signed, which are not, and which do not count and why', async () => {
    await renderPage(PATH, SESSIONS.admin, {
      [READ]: () => ({
        body: aChange({
          approvals: { have: 1, need: 3 },
          policy: { ...aChange().policy, approvals: 3 },
          decisions: [
            decided(),
            decided({
              person: { id: 'p-2', username: 'b', displayName: 'Ben' },
              counts: false,
              evidence: { v: 1, method: 'password', provedAt: AT },
            }),
            decided({
              person: { id: 'p-3', username: 'c', displayName: 'Cleo' },
              digest: 'ab'.repeat(32),
            }),
          ],
        }),
      }),
    });
    const decisions = within(
      await screen.findByRole('region', { name: 'Decisions' }),
    );
    const [first, second, third] = decisions
      .getAllByRole('listitem')
      .map((item) => item.textContent);
    expect(first).toMatch(/Approved by Rita.*Signed with a1b2/);
    expect(first).not.toContain('Does not count');
    expect(second).toMatch(/Not signed: proved with a password/);
    expect(second).toMatch(/Does not count: only people who/);
    expect(third).toMatch(/Does not count: it was given to another digest/);
    expect(screen.getByText('1 of 3 approvals')).toBeTruthy();
  });

  it('shows the same four words to the requester and to the reviewer', async () => {
    for (const session of [SESSIONS.admin, SESSIONS.reviewer]) {
      const view = await renderPage(PATH, session, {
        [READ]: () => ({ body: aChangeToDecide() }),
      });
      expect(await screen.findByText('Compare aloud')).toBeTruthy();
      expect(
        screen.getAllByText(/amber falcon quiet harbour/).length,
      ).toBeGreaterThan(0);
      view.unmount();
    }
  });

  it('counts down the cool-off and lets any security admin cancel before the start', async () => {
    const user = userEvent.setup();
    const cooling = aChange({
      state: 'approved',
      waitingFor: 'cool_off',
      claimableAt: '2099-11-21T09:15:00.000Z',
      actions: {
        ...aChange().actions,
        withdraw: { allowed: true, reason: null },
      },
    });
    const { calls } = await renderPage(PATH, SESSIONS.admin, {
      [READ]: () => ({ body: cooling }),
      [`POST /api${PATH}/withdraw`]: () => ({
        body: aChange({ state: 'withdrawn', endedAt: AT }),
      }),
    });
    expect(await screen.findByText('Approved, not started yet.')).toBeTruthy();
    await user.click(
      screen.getByRole('button', { name: 'Withdraw before it starts' }),
    );
    expect(await screen.findByText('Withdrawn')).toBeTruthy();
    expect(calls.some((call) => call.path.endsWith('/withdraw'))).toBe(true);
  });

  it('says when a change was made during set-up', async () => {
    await renderPage(PATH, SESSIONS.admin, {
      [READ]: () => ({
        body: aChange({
          operation: 'console.update-policy',
          state: 'succeeded',
          endedAt: AT,
          policy: {
            version: 1,
            approvals: 0,
            approverRoles: ['reviewer'],
            setUp: true,
          },
        }),
      }),
    });
    expect((await screen.findAllByText('Set-up')).length).toBeGreaterThan(0);
  });
});

describe('a change that moves while it is read', () => {
  it('says what moved and cannot be approved before the person has looked again', async () => {
    const user = userEvent.setup();
    const change = aChangeToDecide();
    const { queryClient } = await renderPage(PATH, SESSIONS.reviewer, {
      [READ]: () => ({ body: change }),
    });
    const approve = () => screen.getByRole('button', { name: 'Approve' });
    await screen.findByRole('button', { name: 'Approve' });
    expect(screen.queryByText('What moved since you looked')).toBeNull();
    act(() => {
      queryClient.setQueryData(changeKeys.one(CHANGE_ID), {
        ...change,
        checks: change.checks.map((check) =>
          check.id === 'capacity'
            ? { ...check, evidence: '3 of 4 primary key servers are in use.' }
            : { ...check, observedAt: AT },
        ),
      });
    });
    const moved = within(
      await screen.findByRole('table', { name: 'What moved since you looked' }),
    );
    expect(
      moved.getByText(/3 of 4 primary key servers are in use/),
    ).toBeTruthy();
    expect(moved.queryByText(/did not answer/)).toBeNull();
    expect(approve().getAttribute('aria-disabled')).toBe('true');
    expect(screen.getByText('Look at what moved first.')).toBeTruthy();
    await expectAccessible();
    await user.click(
      screen.getByRole('button', { name: 'I have looked again' }),
    );
    await waitFor(() => {
      expect(approve().getAttribute('aria-disabled')).toBeNull();
    });
    expect(
      screen.queryByRole('table', { name: 'What moved since you looked' }),
    ).toBeNull();
  });
});
