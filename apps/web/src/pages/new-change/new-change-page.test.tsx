import type { CatalogueEntry } from '@keyward/contract';
import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { describe, expect, it } from 'vitest';

import { expectAccessible } from '../../testing/check-accessibility.ts';
import { aChange, CHANGE_ID, SESSIONS } from '../../testing/fixtures.ts';
import { renderPage } from '../../testing/render-page.tsx';

const CONNECTION = {
  id: '0199a000-0000-7000-8000-0000000000c1',
  name: 'ontap-01',
  kind: 'ontap' as const,
};

const ENTRY: CatalogueEntry = {
  id: 'ontap.add-key-servers',
  title: 'Add key servers to a key manager',
  summary: 'Adds external KMIP key servers.',
  system: 'ontap',
  execution: 'approved',
  risk: 'standard',
  privileges: [],
  caution: null,
  approvals: 1,
  secretPointers: ['/servers/*/password'],
  connections: [
    {
      connection: CONNECTION,
      version: '9.17.1',
      available: true,
      reason: null,
      alternative: null,
    },
  ],
};

const SOURCE = aChange({
  state: 'rejected',
  operation: 'ontap.add-key-servers',
  target: { type: 'connection', connection: CONNECTION },
  reason: 'Second site',
  ticket: 'INC-7',
  input: {
    keyManager: 'km-1',
    servers: [
      {
        server: 'kms3.example.com:5696',
        username: 'kmip',
        password: { $secret: '/servers/0/password' },
      },
    ],
  },
});

const HANDLERS = {
  'GET /api/operations': () => ({ body: { items: [ENTRY] } }),
  [`GET /api/changes/${CHANGE_ID}`]: () => ({ body: SOURCE }),
  [`GET /api/connections/${CONNECTION.id}/estate/key-managers`]: () => ({
    body: {
      items: [],
      observedAt: '2026-11-21T03:00:00.000Z',
      refreshing: false,
    },
  }),
};

describe('the page of a new change', () => {
  it('starts from a closed change: everything but its secrets', async () => {
    await renderPage(
      `/changes/new?copyOf=${CHANGE_ID}`,
      SESSIONS.admin,
      HANDLERS,
    );
    expect(
      await screen.findByRole('textbox', { name: 'Host and port' }),
    ).toHaveProperty('value', 'kms3.example.com:5696');
    expect(screen.getByLabelText('Password')).toHaveProperty('value', '');
    expect(
      screen.getByText(/Copied from CHG-1042. Secrets are never copied/),
    ).toBeTruthy();
    await expectAccessible();
  });

  it('keeps each choice in the address', async () => {
    const { router } = await renderPage(
      '/changes/new',
      SESSIONS.admin,
      HANDLERS,
    );
    await userEvent.click(
      await screen.findByRole('radio', { name: ENTRY.title }),
    );
    await waitFor(() => {
      expect(router.state.location.search).toEqual({
        operation: ENTRY.id,
        connection: CONNECTION.id,
      });
    });
    expect(
      await screen.findByRole('combobox', { name: 'Key manager' }),
    ).toBeTruthy();
  });

  it('takes an operation that does not exist as none', async () => {
    await renderPage(
      '/changes/new?operation=ontap.format-everything',
      SESSIONS.admin,
      HANDLERS,
    );
    expect(
      await screen.findByRole('radio', { name: ENTRY.title }),
    ).toBeTruthy();
  });

  it('asks before typed work is thrown away', async () => {
    const { router } = await renderPage(
      `/changes/new?operation=${ENTRY.id}&connection=${CONNECTION.id}`,
      SESSIONS.admin,
      HANDLERS,
    );
    await userEvent.type(
      await screen.findByRole('textbox', { name: 'Host and port' }),
      'kms9',
    );
    await userEvent.click(screen.getByRole('link', { name: 'Connections' }));
    expect(await screen.findByText('Leave without sending?')).toBeTruthy();
    await userEvent.click(screen.getByRole('button', { name: 'Stay here' }));
    expect(router.state.location.pathname).toBe('/changes/new');
    expect(
      screen.getByRole('textbox', { name: 'Host and port' }),
    ).toHaveProperty('value', 'kms9');
  });
});
