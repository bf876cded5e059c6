import { OPERATIONS } from '@keyward/contract';
import { screen, within, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { describe, expect, it, vi } from 'vitest';

import { fakeConsole } from '../../testing/fake-console.ts';
import { renderInApp } from '../../testing/render-in-app.tsx';
import type { PreparedInput } from '../operation-view.ts';
import { KeyServersForm } from './form.tsx';

const MANAGER = {
  id: 'km-1',
  name: 'svm_fin',
  scope: 'svm',
  svm: 'svm_fin',
  kind: 'external',
  servers: [
    {
      server: 'kms1.example.com:5696',
      timeoutSeconds: 25,
      username: null,
      connectivity: 'partial',
      nodes: [
        { node: 'node-1', state: 'available' },
        { node: 'node-2', state: 'not_responding' },
      ],
    },
  ],
  clientCertificate: 'kmip-client',
  serverCaCertificates: 1,
  certificates: [],
};

function estateOf(items: readonly unknown[]) {
  return () => ({
    body: { items, observedAt: '2026-11-21T03:00:00.000Z', refreshing: false },
  });
}

async function open(
  items: readonly unknown[] = [MANAGER],
  copied: PreparedInput['input'] | null = null,
) {
  fakeConsole({
    'GET /api/connections/c-1/estate/key-managers': estateOf(items),
  });
  const onPrepared = vi.fn<(prepared: PreparedInput) => void>();
  await renderInApp(
    <KeyServersForm
      connectionId="c-1"
      copied={copied}
      pending={false}
      problem={null}
      onPrepared={onPrepared}
    />,
  );
  return { onPrepared, user: userEvent.setup() };
}

const submit = (): HTMLElement =>
  screen.getByRole('button', { name: 'Preview the change' });
const field = (row: string, name: string): HTMLElement =>
  within(screen.getByRole('group', { name: row })).getByRole('textbox', {
    name,
  });

const HELD = 'The key manager holds kms1.example.com:5696 already.';

/** What stands below the fields, as far as it says this. */
function notesSaying(sentence: string): Element[] {
  return [...document.querySelectorAll('[id$="-note"]')].filter((note) =>
    note.textContent.includes(sentence),
  );
}

describe('the form that adds key servers', () => {
  it('offers the key managers that the system reports and shows what the chosen one holds', async () => {
    const { user } = await open();
    await user.click(screen.getByRole('combobox', { name: 'Key manager' }));
    await user.click(await screen.findByRole('option', { name: /svm_fin/ }));
    expect(screen.getByText('1 of 4 in use')).toBeTruthy();
    expect(
      screen.getByText('node-1: available, node-2: not responding'),
    ).toBeTruthy();
  });

  it('hands over the input with its password, and a preview without it', async () => {
    const { user, onPrepared } = await open();
    await user.type(
      screen.getByRole('combobox', { name: 'Key manager' }),
      'km-9',
    );
    await user.click(await screen.findByRole('option', { name: 'Use “km-9”' }));
    await user.type(field('Server 1', 'Host and port'), 'KMS2.example.com');
    await user.type(field('Server 1', 'Timeout (s)'), '-1');
    await user.type(field('Server 1', 'User name'), 'kmip');
    await user.type(screen.getByLabelText('Password'), 'only-for-this-test');
    expect(screen.getByText('wait for ever')).toBeTruthy();
    await user.click(submit());
    const prepared = onPrepared.mock.calls[0]?.[0];
    const server = {
      server: 'KMS2.example.com',
      timeoutSeconds: -1,
      username: 'kmip',
    };
    expect(prepared?.input).toEqual({
      keyManager: 'km-9',
      servers: [{ ...server, password: 'only-for-this-test' }],
    });
    expect(prepared?.preview).toEqual({
      keyManager: 'km-9',
      servers: [{ ...server, password: { $secret: true } }],
    });
    expect(
      OPERATIONS['ontap.add-key-servers'].input.safeParse(prepared?.input)
        .success,
    ).toBe(true);
    expect(
      OPERATIONS['ontap.add-key-servers'].preview.safeParse(prepared?.preview)
        .success,
    ).toBe(true);
  });

  it('says while typing that a server is there already, also by case and default port', async () => {
    const { user } = await open();
    await user.click(screen.getByRole('combobox', { name: 'Key manager' }));
    await user.click(await screen.findByRole('option', { name: /svm_fin/ }));
    await user.type(field('Server 1', 'Host and port'), 'KMS1.example.com');
    await waitFor(() => {
      expect(notesSaying(HELD)).toHaveLength(1);
    });
    await user.click(
      screen.getByRole('button', { name: 'Add another server' }),
    );
    await user.type(
      field('Server 2', 'Host and port'),
      'kms1.EXAMPLE.com:5696',
    );
    expect(notesSaying(HELD)).toHaveLength(2);
  });

  it('offers no more rows than the key manager has room for', async () => {
    const { user } = await open();
    await user.click(screen.getByRole('combobox', { name: 'Key manager' }));
    await user.click(await screen.findByRole('option', { name: /svm_fin/ }));
    const add = (): HTMLElement =>
      screen.getByRole('button', { name: 'Add another server' });
    await user.click(add());
    await user.click(add());
    expect(screen.getAllByRole('group', { name: /^Server \d$/ })).toHaveLength(
      3,
    );
    expect(screen.getByText(/No more places/)).toBeTruthy();
    expect(
      screen.queryByRole('button', { name: 'Add another server' }),
    ).toBeNull();
  });

  it('puts what the contract refuses beside its field and the cursor into the first one', async () => {
    const { user, onPrepared } = await open();
    await user.type(field('Server 1', 'Host and port'), 'http://kms');
    await user.type(field('Server 1', 'Timeout (s)'), '61');
    await user.click(submit());
    expect(await screen.findByText('3 fields need attention')).toBeTruthy();
    expect(field('Server 1', 'Timeout (s)').getAttribute('aria-invalid')).toBe(
      'true',
    );
    expect(document.activeElement).toBe(
      screen.getByRole('combobox', { name: 'Key manager' }),
    );
    expect(onPrepared).not.toHaveBeenCalled();
  });

  it('starts from a copied change without its passwords', async () => {
    await open([MANAGER], {
      keyManager: 'km-1',
      servers: [
        {
          server: 'kms7.example.com:5696',
          timeoutSeconds: 10,
          username: 'kmip',
          password: { $secret: '/servers/0/password' },
        },
      ],
    });
    expect(field('Server 1', 'Host and port')).toHaveProperty(
      'value',
      'kms7.example.com:5696',
    );
    expect(screen.getByLabelText('Password')).toHaveProperty('value', '');
  });

  it('says what is missing, where it is made and with which command when there is no key manager', async () => {
    await open([]);
    expect(
      await screen.findByText('This system has no external key manager.'),
    ).toBeTruthy();
    expect(
      screen.getByDisplayValue(/security key-manager external enable/),
    ).toBeTruthy();
  });

  it('says that reading failed and lets a person try again', async () => {
    let tries = 0;
    fakeConsole({
      'GET /api/connections/c-1/estate/key-managers': () => {
        tries += 1;
        return tries === 1
          ? {
              status: 502,
              body: {
                code: 'upstream_unreachable',
                title: 'The target cannot be reached',
                status: 502,
                detail: 'ontap-01 does not answer.',
                requestId: 'r',
              },
            }
          : estateOf([MANAGER])();
      },
    });
    await renderInApp(
      <KeyServersForm
        connectionId="c-1"
        copied={null}
        pending={false}
        problem={null}
        onPrepared={vi.fn()}
      />,
    );
    expect(
      await screen.findByText(
        /The key managers could not be read. ontap-01 does not answer./,
      ),
    ).toBeTruthy();
    await userEvent.click(screen.getByRole('button', { name: 'Try again' }));
    await userEvent.click(
      screen.getByRole('combobox', { name: 'Key manager' }),
    );
    expect(await screen.findByRole('option', { name: /svm_fin/ })).toBeTruthy();
  });

  it('shows what the server refused on the field that its pointer names', async () => {
    fakeConsole({
      'GET /api/connections/c-1/estate/key-managers': estateOf([MANAGER]),
    });
    await renderInApp(
      <KeyServersForm
        connectionId="c-1"
        copied={null}
        pending={false}
        problem={{
          code: 'validation_failed',
          title: 'Some fields need attention',
          status: 422,
          requestId: 'r-1',
          fieldErrors: [
            {
              pointer: '/input/servers/0/server',
              code: 'already_configured',
              message: 'The system holds this server.',
            },
          ],
        }}
        onPrepared={vi.fn()}
      />,
    );
    const server = field('Server 1', 'Host and port');
    expect(server.getAttribute('aria-invalid')).toBe('true');
    expect(document.activeElement).toBe(server);
    expect(
      screen.getAllByText(/The system holds this server./).length,
    ).toBeGreaterThan(0);
  });
});
