import type { CatalogueEntry } from '@keyward/contract';
import { cleanup, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { describe, expect, it, vi } from 'vitest';

import {
  fakeConsole,
  type Answer,
  type ReceivedCall,
} from '../../testing/fake-console.ts';
import { ONTAP } from '../../testing/connection-fixtures.ts';
import { ADD_KEY_SERVERS, noDraft } from '../../testing/new-change-fixtures.ts';
import { aPolicy } from '../../testing/policy-fixtures.ts';
import { renderInApp } from '../../testing/render-in-app.tsx';
import { NewChange } from './new-change.tsx';

const DIGEST = 'a'.repeat(64);
const PASSWORD = 'only-for-this-test';

const MISSING: CatalogueEntry = {
  ...ADD_KEY_SERVERS,
  id: 'vcenter.register-expanded-token',
  title: 'Register an expanded access token',
  execution: 'immediate',
  connections: [
    {
      connection: {
        id: '019a0000-0000-7000-8000-000000000002',
        name: 'vc-ta',
        kind: 'vcenter',
      },
      version: '8.0.3',
      available: false,
      reason: 'Token registration starts with vCenter 9.1.',
      alternative: 'Use the token directly.',
    },
  ],
};

function previewOf(overrides: object = {}): Answer {
  return {
    body: {
      plan: {
        before: null,
        after: null,
        sentences: ['Adds kms2.example.com:5696 to the key manager svm_fin.'],
        differences: [{ label: 'Key servers', before: '1', after: '2' }],
        request: {
          method: 'POST',
          path: '/api/security/key-managers/km-1/key-servers',
          body: { password: { $secret: '/servers/0/password' } },
        },
      },
      checks: [
        {
          id: 'room',
          title: 'There is room',
          severity: 'blocker',
          passed: true,
          evidence: '1 of 4 in use.',
          observedAt: '2026-11-21T03:00:00.000Z',
        },
      ],
      planDigest: DIGEST,
      conflicts: [],
      lastSame: null,
      ...overrides,
    },
  };
}

async function openDraft(
  handlers: Record<string, (call: ReceivedCall) => Answer | Promise<Answer>>,
) {
  const { calls } = fakeConsole({
    [`GET /api/connections/${ONTAP.id}/estate/key-managers`]: () => ({
      body: {
        items: [],
        observedAt: '2026-11-21T03:00:00.000Z',
        refreshing: false,
      },
    }),
    ...handlers,
  });
  const onSubmitted = vi.fn<(id: string) => void>();
  await renderInApp(
    <NewChange
      entries={[ADD_KEY_SERVERS]}
      operation={ADD_KEY_SERVERS.id}
      connectionId={ONTAP.id}
      start={{}}
      policy={aPolicy()}
      copied={null}
      draft={noDraft()}
      onChoose={vi.fn()}
      onSubmitted={onSubmitted}
    />,
  );
  const user = userEvent.setup();
  await user.type(
    await screen.findByRole('combobox', { name: 'Key manager' }),
    'km-1',
  );
  await user.tab();
  await user.type(
    screen.getByRole('textbox', { name: 'Host and port' }),
    'kms2.example.com',
  );
  await user.type(screen.getByLabelText('Password'), PASSWORD);
  await user.click(screen.getByRole('button', { name: 'Preview the change' }));
  return { calls, onSubmitted, user };
}

async function submit(user: ReturnType<typeof userEvent.setup>): Promise<void> {
  await user.type(
    await screen.findByRole('textbox', { name: /Reason/ }),
    'Second site',
  );
  await user.click(screen.getByRole('button', { name: 'Submit for approval' }));
}

describe('a new change', () => {
  it('offers what the connections can do and says why the rest is not there', async () => {
    const onChoose = vi.fn();
    await renderInApp(
      <NewChange
        entries={[ADD_KEY_SERVERS, MISSING]}
        operation={undefined}
        connectionId={undefined}
        start={{}}
        policy={aPolicy()}
        copied={null}
        draft={noDraft()}
        onChoose={onChoose}
        onSubmitted={vi.fn()}
      />,
    );
    expect(
      screen.getByText(
        /Token registration starts with vCenter 9.1. Use the token directly./,
      ),
    ).toBeTruthy();
    expect(screen.getByRole('radio', { name: MISSING.title })).toHaveProperty(
      'disabled',
      true,
    );
    await userEvent.click(
      screen.getByRole('radio', { name: ADD_KEY_SERVERS.title }),
    );
    expect(onChoose).toHaveBeenCalledWith(ADD_KEY_SERVERS.id, ONTAP.id);
  });

  it('previews without the secret and submits exactly what was previewed', async () => {
    const { calls, onSubmitted, user } = await openDraft({
      'POST /api/changes/preview': () => previewOf(),
      'POST /api/changes': () => ({ status: 201, body: { id: 'change-1' } }),
    });
    expect(
      (await screen.findByRole('list', { name: 'What will change' }))
        .textContent,
    ).toBe('Adds kms2.example.com:5696 to the key manager svm_fin.');
    const previewed = calls.find(
      (call) => call.path === '/api/changes/preview',
    );
    expect(JSON.stringify(previewed?.body)).not.toContain(PASSWORD);
    await submit(user);
    const submitted = calls.find((call) => call.path === '/api/changes');
    expect(submitted?.body).toEqual({
      operation: ADD_KEY_SERVERS.id,
      connectionId: ONTAP.id,
      input: {
        keyManager: 'km-1',
        servers: [{ server: 'kms2.example.com', password: PASSWORD }],
      },
      reason: 'Second site',
      planDigest: DIGEST,
      draftId: expect.any(String) as string,
    });
    expect(onSubmitted).toHaveBeenCalledWith('change-1');
  });

  it('ends its draft with the submission, also while a save of it is on its way', async () => {
    let arrive: () => void = () => undefined;
    const { calls, onSubmitted, user } = await openDraft({
      'POST /api/changes/preview': () => previewOf(),
      'POST /api/changes': () => ({ status: 201, body: { id: 'change-1' } }),
      'PUT /api/drafts/*': () =>
        new Promise<Answer>((resolve) => {
          arrive = () => {
            resolve({ status: 503 });
          };
        }),
    });
    await submit(user);
    const sent = (method: string) =>
      calls.filter(
        (call) =>
          call.method === method && call.path !== '/api/changes/preview',
      );
    expect(sent('PUT')).toHaveLength(1);
    expect(sent('POST')).toHaveLength(0);
    arrive();
    await vi.waitFor(() => {
      expect(onSubmitted).toHaveBeenCalledWith('change-1');
    });
    // What was typed since the save began would have been saved now; it went with the submission instead.
    window.dispatchEvent(new Event('blur'));
    cleanup();
    expect(sent('PUT')).toHaveLength(1);
    expect(sent('POST')[0]?.body).toHaveProperty(
      'draftId',
      sent('PUT')[0]?.path.split('/').at(-1),
    );
  });

  it('asks for a reason before anything is submitted', async () => {
    const { calls, user } = await openDraft({
      'POST /api/changes/preview': () => previewOf(),
    });
    await user.click(
      await screen.findByRole('button', { name: 'Submit for approval' }),
    );
    expect(await screen.findByText('One field needs attention')).toBeTruthy();
    expect(calls.some((call) => call.path === '/api/changes')).toBe(false);
  });

  it('holds the submit while a check forbids the change', async () => {
    const blocked = {
      id: 'room',
      title: 'There is room',
      severity: 'blocker',
      passed: false,
      evidence: '4 of 4 in use.',
      observedAt: '2026-11-21T03:00:00.000Z',
    };
    const { calls, user } = await openDraft({
      'POST /api/changes/preview': () => previewOf({ checks: [blocked] }),
    });
    expect(
      await screen.findByText('A check forbids this change.'),
    ).toBeTruthy();
    await submit(user);
    expect(calls.some((call) => call.path === '/api/changes')).toBe(false);
  });

  it('goes back to the form when the server refuses a field, with the secret still there', async () => {
    const { user } = await openDraft({
      'POST /api/changes/preview': () => previewOf(),
      'POST /api/changes': () => ({
        status: 422,
        body: {
          code: 'validation_failed',
          title: 'Some fields need attention',
          status: 422,
          requestId: 'r',
          fieldErrors: [
            {
              pointer: '/input/servers/0/server',
              code: 'x',
              message: 'This host has no address.',
            },
          ],
        },
      }),
    });
    await submit(user);
    const server = await screen.findByRole('textbox', {
      name: 'Host and port',
    });
    expect(server.getAttribute('aria-invalid')).toBe('true');
    await user.type(server, '.example');
    expect(server.getAttribute('aria-invalid')).toBe('false');
    expect(screen.getByLabelText('Password')).toHaveProperty('value', PASSWORD);
  });

  it('shows the new plan when the target moved, and submits that one', async () => {
    let tries = 0;
    const moved = previewOf({ planDigest: 'b'.repeat(64) }).body;
    const { calls, onSubmitted, user } = await openDraft({
      'POST /api/changes/preview': () => previewOf(),
      'POST /api/changes': () => {
        tries += 1;
        return tries === 1
          ? {
              status: 409,
              body: {
                code: 'plan_changed',
                title: 'The plan is no longer the one you previewed',
                status: 409,
                requestId: 'r',
                preview: moved,
              },
            }
          : { status: 201, body: { id: 'change-2' } };
      },
    });
    await submit(user);
    expect(
      await screen.findByText(/The target moved after your preview/),
    ).toBeTruthy();
    await user.click(
      screen.getByRole('button', { name: 'Submit for approval' }),
    );
    await vi.waitFor(() => {
      expect(onSubmitted).toHaveBeenCalledWith('change-2');
    });
    expect(calls.at(-1)?.body).toMatchObject({ planDigest: 'b'.repeat(64) });
    const keys = calls
      .filter((call) => call.path === '/api/changes')
      .map((call) => call.idempotencyKey);
    expect(keys[0]).not.toBe(keys[1]);
  });

  it('keeps the idempotency key when the same submit is tried again', async () => {
    let tries = 0;
    const { calls, user } = await openDraft({
      'POST /api/changes/preview': () => previewOf(),
      'POST /api/changes': () => {
        tries += 1;
        return tries === 1
          ? {
              status: 503,
              body: {
                code: 'audit_unavailable',
                title: 'The audit log cannot be written',
                status: 503,
                requestId: 'r',
              },
            }
          : { status: 201, body: { id: 'change-3' } };
      },
    });
    await submit(user);
    expect(
      await screen.findByText('The audit log cannot be written'),
    ).toBeTruthy();
    await user.click(
      screen.getByRole('button', { name: 'Submit for approval' }),
    );
    const keys = calls
      .filter((call) => call.path === '/api/changes')
      .map((call) => call.idempotencyKey);
    expect(keys).toHaveLength(2);
    expect(keys[0]).toBe(keys[1]);
  });

  it('lets the details be edited after the preview', async () => {
    const { user } = await openDraft({
      'POST /api/changes/preview': () => previewOf(),
    });
    await user.click(
      await screen.findByRole('button', { name: 'Edit the details' }),
    );
    expect(
      screen.getByRole('textbox', { name: 'Host and port' }),
    ).toHaveProperty('value', 'kms2.example.com');
    expect(
      within(document.body).queryByRole('button', {
        name: 'Submit for approval',
      }),
    ).toBeNull();
  });

  it('leads from a check that forbids the change to the field it is about', async () => {
    const { user } = await openDraft({
      'POST /api/changes/preview': () =>
        previewOf({
          checks: [
            {
              id: 'not-configured-yet',
              title: 'Not configured yet',
              severity: 'blocker',
              passed: false,
              evidence: 'kms2.example.com:5696 is configured already.',
              observedAt: '2026-11-21T03:00:00.000Z',
              field: '/servers/0/server',
            },
          ],
        }),
    });
    await user.click(
      await screen.findByRole('button', { name: 'Edit the details' }),
    );
    const server = await screen.findByRole('textbox', {
      name: 'Host and port',
    });
    expect(server.getAttribute('aria-invalid')).toBe('true');
    expect(document.activeElement).toBe(server);
  });
});
