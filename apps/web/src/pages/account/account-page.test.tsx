import type { Session } from '@keyward/contract';
import { startRegistration } from '@simplewebauthn/browser';
import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { createHash } from 'node:crypto';
import { beforeEach, describe, expect, it, vi } from 'vitest';

import { expectAccessible } from '../../testing/check-accessibility.ts';
import { SESSIONS } from '../../testing/session-fixtures.ts';
import {
  aPasskey,
  aSession,
  refusal,
} from '../../testing/identity-fixtures.ts';
import { renderPage } from '../../testing/render-page.tsx';

vi.mock(import('@simplewebauthn/browser'), () => ({
  startRegistration: vi.fn(),
}));

const PUBLIC_KEY = Buffer.from('the key that the device made');
const SEEN = createHash('sha256').update(PUBLIC_KEY).digest('hex');

const MUST_HAVE_ONE: Session = {
  ...SESSIONS.reviewer,
  passkey: { rule: 'required', registered: 0 },
};

function open(
  handlers: Parameters<typeof renderPage>[2] = {},
  session: Session = SESSIONS.reviewer,
) {
  return renderPage('/account', session, {
    'GET /api/passkeys': () => ({ body: { items: [aPasskey()] } }),
    'GET /api/sessions': () => ({
      body: {
        items: [
          aSession({ current: true }),
          aSession({
            id: '0199a000-0000-7000-8000-0000000000f2',
            device: 'Safari on iPhone',
          }),
        ],
      },
    }),
    'GET /api/session/methods': () => ({
      body: {
        mode: 'production',
        oidc: null,
        firstAccount: false,
        sealed: false,
      },
    }),
    ...handlers,
  });
}

async function addPasskey(recorded: string) {
  const user = userEvent.setup();
  const page = await open({
    'GET /api/passkeys': () => ({ body: { items: [] } }),
    'POST /api/passkeys/options': () => ({ body: { challenge: 'abc' } }),
    'POST /api/passkeys': () => ({
      status: 201,
      body: aPasskey({ publicKeySha256: recorded }),
    }),
  });
  await user.click(
    await screen.findByRole('button', { name: 'Add a passkey' }),
  );
  await user.type(
    await screen.findByRole('textbox', { name: 'Name' }),
    'Laptop',
  );
  await user.click(screen.getByRole('button', { name: 'Continue' }));
  return page;
}

describe('the account page', () => {
  beforeEach(() => {
    vi.mocked(startRegistration)
      .mockReset()
      .mockResolvedValue({
        id: 'id',
        rawId: 'id',
        type: 'public-key',
        clientExtensionResults: {},
        response: {
          clientDataJSON: 'e30',
          attestationObject: 'o2',
          publicKey: PUBLIC_KEY.toString('base64url'),
          transports: ['internal'],
        },
      });
  });

  it('says who one is, in words, with passkeys and sessions', async () => {
    await open();
    expect(await screen.findByText(/Approves or rejects changes/)).toBeTruthy();
    expect(
      within(
        await screen.findByRole('list', { name: 'Your passkeys' }),
      ).getByText('Laptop'),
    ).toBeTruthy();
    const sessions = within(
      await screen.findByRole('list', { name: 'Your sessions' }),
    );
    expect(sessions.getByText('This browser')).toBeTruthy();
    expect(sessions.getAllByRole('button')).toHaveLength(1);
    await expectAccessible();
  });

  it('shows the fingerprint that the browser computed, in groups, after adding a passkey', async () => {
    const { calls } = await addPasskey(SEEN);
    const dialog = within(
      await screen.findByRole('dialog', { name: 'Your passkey is ready' }),
    );
    expect(dialog.getByText(/Computed in this browser/)).toBeTruthy();
    expect(dialog.getByText(SEEN.slice(0, 4))).toBeTruthy();
    expect(
      calls.find(
        ({ method, path }) => `${method} ${path}` === 'POST /api/passkeys',
      )?.body,
    ).toEqual({
      name: 'Laptop',
      response: {
        id: 'id',
        rawId: 'id',
        type: 'public-key',
        response: {
          clientDataJSON: 'e30',
          attestationObject: 'o2',
          transports: ['internal'],
        },
      },
    });
    await expectAccessible();
  });

  it('warns loudly when the console recorded another key than the device made', async () => {
    await addPasskey('ab'.repeat(32));
    expect(
      await screen.findByText(
        'The console recorded another key than the one your device made.',
      ),
    ).toBeTruthy();
    expect(screen.getByText('Made by your device')).toBeTruthy();
  });

  it('says that the browser’s window was closed, and registers nothing', async () => {
    vi.mocked(startRegistration).mockRejectedValue(
      Object.assign(new Error('closed'), { name: 'NotAllowedError' }),
    );
    const { calls } = await addPasskey(SEEN);
    expect(await screen.findByText(/window was closed/)).toBeTruthy();
    expect(
      calls.some(
        ({ method, path }) => method === 'POST' && path === '/api/passkeys',
      ),
    ).toBe(false);
  });

  it('tells why an approver’s last passkey stays', async () => {
    const user = userEvent.setup();
    await open({
      [`DELETE /api/passkeys/${aPasskey().id}`]: () =>
        refusal(409, 'in_use', {
          detail: 'This is your only passkey, and your role decides.',
        }),
    });
    await user.click(
      await screen.findByRole('button', { name: 'Remove Laptop' }),
    );
    await user.click(
      await screen.findByRole('button', { name: 'Remove the passkey' }),
    );
    expect(
      await screen.findByText(
        'This is your only passkey, and your role decides.',
      ),
    ).toBeTruthy();
  });

  it('tells an approver that the policy asks for a passkey', async () => {
    await open(
      { 'GET /api/passkeys': () => ({ body: { items: [] } }) },
      MUST_HAVE_ONE,
    );
    expect(
      await screen.findByText(
        'You cannot decide on changes until you have a passkey.',
      ),
    ).toBeTruthy();
    expect(await screen.findByText('No passkey yet')).toBeTruthy();
  });

  it('ends another session, or all others at once', async () => {
    const user = userEvent.setup();
    const { calls } = await open({
      'DELETE /api/sessions/0199a000-0000-7000-8000-0000000000f2': () => ({
        body: {},
      }),
      'POST /api/sessions/end-others': () => ({ body: { items: [] } }),
    });
    await user.click(
      await screen.findByRole('button', {
        name: 'End the session on Safari on iPhone',
      }),
    );
    await user.click(screen.getByRole('button', { name: 'End all others' }));
    await waitFor(() => {
      expect(calls.map(({ method, path }) => `${method} ${path}`)).toEqual(
        expect.arrayContaining([
          'DELETE /api/sessions/0199a000-0000-7000-8000-0000000000f2',
          'POST /api/sessions/end-others',
        ]),
      );
    });
  });

  it('changes the password only when both new ones are the same, and empties the fields', async () => {
    const user = userEvent.setup();
    const { calls } = await open({
      'POST /api/session/password': () => ({ body: SESSIONS.reviewer }),
    });
    const field = (name: RegExp) =>
      screen.getByLabelText(name, { selector: 'input' });
    await screen.findByText('Change the password');
    await user.type(field(/^Present password/), 'old');
    await user.type(field(/^New password(?! once)/), 'twelve or more');
    await user.type(field(/^New password once more/), 'twelve or mora');
    const submit = screen.getByRole('button', { name: 'Change the password' });
    await user.click(submit);
    expect(
      (await screen.findAllByText(/Not the same as above/)).length,
    ).toBeGreaterThan(0);
    await user.clear(field(/^New password once more/));
    await user.type(field(/^New password once more/), 'twelve or more');
    await user.click(submit);
    expect(await screen.findByText(/Your password is changed/)).toBeTruthy();
    expect(
      calls.find(({ path }) => path === '/api/session/password')?.body,
    ).toEqual({ current: 'old', password: 'twelve or more' });
    expect(field(/^Present password/)).toHaveProperty('value', '');
  });

  it('offers to link the organisation’s identity where there is one', async () => {
    await open({
      'GET /api/session/methods': () => ({
        body: {
          mode: 'production',
          oidc: { name: 'Corp ID' },
          firstAccount: false,
          sealed: false,
        },
      }),
    });
    const link = await screen.findByRole('link', { name: 'Link Corp ID' });
    expect(link.getAttribute('href')).toBe(
      '/api/session/oidc?purpose=link&returnTo=%2Faccount',
    );
  });

  it('says in its place what could not be read', async () => {
    await open({
      'GET /api/passkeys': () =>
        refusal(500, 'internal', { detail: 'The passkeys cannot be read.' }),
    });
    expect(
      await screen.findByText('The passkeys cannot be read.'),
    ).toBeTruthy();
    expect(
      await screen.findByRole('list', { name: 'Your sessions' }),
    ).toBeTruthy();
  });
});
