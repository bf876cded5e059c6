import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { describe, expect, it, vi } from 'vitest';

import { fakeConsole } from '../../testing/fake-console.ts';
import { renderInApp } from '../../testing/render-in-app.tsx';
import type { PreparedInput } from '../operation-view.ts';
import { NativeProviderForm } from './form.tsx';

async function open() {
  fakeConsole({
    'GET /api/connections/c-1/estate/native-providers': () => ({
      body: {
        items: [
          {
            id: 'np-1',
            name: 'np-1',
            type: 'NATIVE',
            keyId: 'k',
            knownBecause: 'CHG-1',
          },
        ],
        observedAt: '2026-11-21T03:00:00.000Z',
        refreshing: false,
      },
    }),
  });
  const onPrepared = vi.fn<(prepared: PreparedInput) => void>();
  await renderInApp(
    <NativeProviderForm
      connectionId="c-1"
      copied={null}
      pending={false}
      problem={null}
      onPrepared={onPrepared}
    />,
  );
  return { onPrepared, user: userEvent.setup() };
}

const keyField = (): HTMLElement =>
  screen.getByLabelText(/^Key derivation key/);
const valueOf = (element: HTMLElement): unknown =>
  'value' in element ? element.value : undefined;

describe('the form that creates a native provider', () => {
  it('says that the vendor may change the interface', async () => {
    await open();
    expect(
      screen.getByText(/a feature in development that may change at any time/),
    ).toBeTruthy();
  });

  it('makes a key id and a key of 32 bytes, and asks to write the key down', async () => {
    const { user, onPrepared } = await open();
    await user.type(
      screen.getByRole('textbox', { name: 'Provider name' }),
      'np-2',
    );
    const [makeId, makeKey] = screen.getAllByRole('button', {
      name: /^Generate: /,
    });
    if (makeId === undefined || makeKey === undefined) {
      throw new Error('Both fields have a generate button.');
    }
    await user.click(makeId);
    await user.click(makeKey);
    expect(
      screen.getByText('Write this key down now. It is not shown again.'),
    ).toBeTruthy();
    expect(keyField().getAttribute('type')).toBe('password');
    expect(atob(String(valueOf(keyField())))).toHaveLength(32);
    await user.click(
      screen.getByRole('button', { name: 'Preview the change' }),
    );
    const prepared = onPrepared.mock.calls[0]?.[0];
    expect(prepared?.input).toMatchObject({
      provider: 'np-2',
      keyId: expect.stringMatching(
        /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-/,
      ) as string,
      keyDerivationKey: valueOf(keyField()),
    });
    expect(prepared?.preview).toMatchObject({
      keyDerivationKey: { $secret: true },
    });
  });

  it('cautions about a name that is known and about odd ids and keys, without forbidding them', async () => {
    const { user, onPrepared } = await open();
    await user.type(
      screen.getByRole('textbox', { name: 'Provider name' }),
      'np-1',
    );
    await user.type(screen.getByRole('textbox', { name: 'Key id' }), 'my-key');
    await user.type(keyField(), 'c2hvcnQ=');
    expect(
      screen.getByText('Keyward knows a provider of this name on this host.'),
    ).toBeTruthy();
    expect(screen.getByText(/This is not a UUID/)).toBeTruthy();
    expect(screen.getByText(/This is not the Base64 of 32 bytes/)).toBeTruthy();
    await user.click(
      screen.getByRole('button', { name: 'Preview the change' }),
    );
    expect(onPrepared).toHaveBeenCalledOnce();
  });

  it('reveals and hides the key on request', async () => {
    const { user } = await open();
    await user.type(keyField(), 'abc');
    await user.click(
      screen.getByRole('button', { name: 'Show key derivation key' }),
    );
    expect(keyField().getAttribute('type')).toBe('text');
    await user.click(
      screen.getByRole('button', { name: 'Hide key derivation key' }),
    );
    expect(keyField().getAttribute('type')).toBe('password');
  });
});
