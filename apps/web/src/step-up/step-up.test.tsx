import { startAuthentication } from '@simplewebauthn/browser';
import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { beforeEach, describe, expect, it, vi } from 'vitest';

import { expectAccessible } from '../testing/check-accessibility.ts';
import type { ReceivedCall } from '../testing/fake-console.ts';
import { SESSIONS } from '../testing/session-fixtures.ts';
import { aPerson, PERSON_ID, refusal } from '../testing/identity-fixtures.ts';
import { renderPage } from '../testing/render-page.tsx';
import { tellConfirmed } from './confirmed-channel.ts';

vi.mock(import('@simplewebauthn/browser'), () => ({
  startAuthentication: vi.fn(),
}));

const PATH = `/api/people/${PERSON_ID}`;
const ASSERTION = { id: 'credential', type: 'public-key' };
const LATER = { method: 'password', at: '2026-11-21T08:30:00.000Z' } as const;
const PROVED = { ...SESSIONS.admin, proof: LATER };

/** A console that asks for a fresh proof until it has one. */
async function openAndRename(
  methods: readonly string[],
  answerTo: (call: ReceivedCall) => { status?: number; body?: unknown },
  over: Parameters<typeof renderPage>[2] = {},
) {
  let isProved = false;
  const user = userEvent.setup();
  const page = await renderPage(`/people/${PERSON_ID}`, SESSIONS.admin, {
    [`GET ${PATH}`]: () => ({ body: aPerson() }),
    [`PATCH ${PATH}`]: ({ body }) =>
      isProved
        ? { body: aPerson(body as Partial<ReturnType<typeof aPerson>>) } // What the test itself sent.
        : refusal(401, 'step_up_required', {
            title: 'Confirm that it is you',
            methods,
            optionsUrl: '/api/session/step-up/options',
          }),
    'POST /api/session/step-up/options': () => ({
      body: { challenge: 'abc', rpId: 'localhost' },
    }),
    'POST /api/session/step-up': (call) => {
      const answer = answerTo(call);
      isProved = (answer.status ?? 200) === 200;
      return answer;
    },
    'GET /api/session/methods': () => ({
      body: {
        mode: 'production',
        oidc: { name: 'Corp ID' },
        firstAccount: false,
        sealed: false,
      },
    }),
    ...over,
  });
  await user.click(await screen.findByRole('button', { name: 'More' }));
  await user.click(
    await screen.findByRole('menuitem', { name: 'Name and e-mail' }),
  );
  const name = await screen.findByRole('textbox', { name: 'Name' });
  await user.clear(name);
  await user.type(name, 'Nora Newman');
  await user.click(screen.getByRole('button', { name: 'Save' }));
  const dialog = await screen.findByRole('dialog', {
    name: 'Confirm that it is you',
  });
  return { ...page, user, dialog, allowNow: () => (isProved = true) };
}

function patches(calls: readonly ReceivedCall[]): unknown[] {
  return calls.filter(({ method }) => method === 'PATCH').map((c) => c.body);
}

const NAMING = { displayName: 'Nora Newman', email: 'nora@corp.example' };

describe('being asked once more who one is', () => {
  beforeEach(() => {
    vi.mocked(startAuthentication)
      .mockReset()
      .mockResolvedValue(
        ASSERTION as Awaited<ReturnType<typeof startAuthentication>>, // Only passed on.
      );
  });

  it('takes the password and makes the same call once more by itself', async () => {
    const { calls, user, dialog } = await openAndRename(['password'], () => ({
      body: PROVED,
    }));
    await expectAccessible();
    await user.type(
      within(dialog).getByLabelText(/^Your password/),
      'own password',
    );
    await user.click(within(dialog).getByRole('button', { name: 'Confirm' }));
    expect(
      await screen.findByRole('heading', { level: 1, name: 'Nora Newman' }),
    ).toBeTruthy();
    expect(patches(calls)).toEqual([NAMING, NAMING]);
    expect(
      calls.find(({ path }) => path === '/api/session/step-up')?.body,
    ).toEqual({ password: 'own password' });
    expect(screen.queryByRole('dialog')).toBeNull();
  });

  it('takes a passkey’s signature', async () => {
    const { calls, user, dialog } = await openAndRename(['passkey'], () => ({
      body: PROVED,
    }));
    expect(within(dialog).queryByLabelText(/^Your password/)).toBeNull();
    await user.click(
      within(dialog).getByRole('button', { name: 'Use your passkey' }),
    );
    await screen.findByRole('heading', { level: 1, name: 'Nora Newman' });
    expect(
      calls.find(({ path }) => path === '/api/session/step-up')?.body,
    ).toEqual({ assertion: ASSERTION });
  });

  it('says what was wrong, empties the field and lets one try again', async () => {
    const { calls, user, dialog } = await openAndRename(['password'], () =>
      refusal(401, 'invalid_credentials'),
    );
    const field = within(dialog).getByLabelText(/^Your password/);
    await user.type(field, 'wrong{Enter}');
    expect(await screen.findByText('This is not your password.')).toBeTruthy();
    await waitFor(() => {
      const fresh = within(dialog).getByLabelText(/^Your password/);
      expect(fresh).toHaveProperty('value', '');
      expect(document.activeElement).toBe(fresh);
    });
    expect(patches(calls)).toHaveLength(1);
  });

  it('keeps what was typed when the person goes back', async () => {
    const { calls, user, dialog } = await openAndRename(['password'], () => ({
      body: PROVED,
    }));
    await user.click(within(dialog).getByRole('button', { name: 'Go back' }));
    expect(
      await screen.findByText(/You did not confirm that it is you/),
    ).toBeTruthy();
    expect(screen.getByRole('textbox', { name: 'Name' })).toHaveProperty(
      'value',
      'Nora Newman',
    );
    expect(patches(calls)).toHaveLength(1);
  });

  it('closes alone with Escape and leaves the form below open', async () => {
    const { user } = await openAndRename(['password'], () => ({
      body: PROVED,
    }));
    await user.keyboard('{Escape}');
    await screen.findByText(/You did not confirm that it is you/);
    expect(screen.getByRole('textbox', { name: 'Name' })).toHaveProperty(
      'value',
      'Nora Newman',
    );
  });

  it('leaves for the organisation in a tab of its own and goes on when that one is done', async () => {
    let isBack = false;
    const { user, dialog, allowNow } = await openAndRename(
      ['oidc'],
      () => ({ body: PROVED }),
      {
        'GET /api/session': () => ({ body: isBack ? PROVED : SESSIONS.admin }),
      },
    );
    const link = await within(dialog).findByRole('link', {
      name: 'Continue with Corp ID',
    });
    expect(link.getAttribute('target')).toBe('_blank');
    expect(link.getAttribute('href')).toBe(
      '/api/session/oidc?purpose=step-up&returnTo=%2Fconfirmed',
    );
    link.addEventListener('click', (event) => {
      event.preventDefault(); // jsdom opens no tabs.
    });
    await user.click(link);
    await within(dialog).findByText(/Waiting for the other tab/);
    isBack = true;
    allowNow();
    tellConfirmed();
    expect(
      await screen.findByRole('heading', { level: 1, name: 'Nora Newman' }),
    ).toBeTruthy();
  });

  it('says where to get a passkey when the policy asks for one', async () => {
    const user = userEvent.setup();
    const { router } = await renderPage(
      `/people/${PERSON_ID}`,
      SESSIONS.admin,
      {
        [`GET ${PATH}`]: () => ({ body: aPerson() }),
        [`PATCH ${PATH}`]: () =>
          refusal(403, 'passkey_required', {
            detail: 'The policy asks for a passkey.',
          }),
        'GET /api/passkeys': () => ({ body: { items: [] } }),
        'GET /api/sessions': () => ({ body: { items: [] } }),
      },
    );
    await user.click(await screen.findByRole('button', { name: 'More' }));
    await user.click(await screen.findByRole('menuitem', { name: 'Disable' }));
    await user.click(screen.getByRole('button', { name: 'Disable now' }));
    const dialog = await screen.findByRole('dialog', {
      name: 'A passkey is needed',
    });
    await user.click(
      within(dialog).getByRole('link', { name: 'Add a passkey' }),
    );
    expect(
      await screen.findByText('What you wanted to do needs a passkey.'),
    ).toBeTruthy();
    expect(router.state.location.pathname).toBe('/account');
  });
});
