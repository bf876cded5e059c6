import type { Connection, Session } from '@keyward/contract';
import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { describe, expect, it } from 'vitest';

import { expectAccessible } from '../../testing/check-accessibility.ts';
import { SESSIONS } from '../../testing/session-fixtures.ts';
import { renderPage } from '../../testing/render-page.tsx';

const ID = '0199a000-0000-7000-8000-0000000000c1';
const PATH = `/api/connections/${ID}`;
const PASSWORD = 'only-for-this-test';

const CONNECTION: Connection = {
  id: ID,
  name: 'vc-ta',
  description: '',
  kind: 'vcenter',
  host: 'vc-ta.example.com',
  port: 443,
  trust: { mode: 'pin', sha256: 'ab'.repeat(32) },
  esxAuth: null,
  credential: {
    username: 'keyward@vsphere.local',
    set: true,
    setAt: '2026-11-01T00:00:00.000Z',
    setBy: null,
  },
  version: '8.0.3',
  capabilities: ['trust-authority'],
  health: 'reachable',
  healthDetail: null,
  checkedAt: '2026-11-21T03:00:00.000Z',
  quarantinedAt: null,
  createdAt: '2026-10-01T00:00:00.000Z',
};

function estateOf(items: readonly unknown[]) {
  return () => ({
    body: { items, observedAt: '2026-11-21T03:00:00.000Z', refreshing: false },
  });
}

const ESTATE = {
  [`GET ${PATH}/estate/trust-authority-clusters`]: estateOf([
    { id: 'domain-c8', name: 'TA-Cluster', state: 'ENABLE' },
  ]),
  [`GET ${PATH}/estate/key-providers`]: estateOf([
    {
      id: 'domain-c8/kmip-1',
      name: 'kmip-1',
      trustAuthorityCluster: 'domain-c8',
      provider: 'kmip-1',
      health: 'OK',
      details: [],
      masterKeyId: null,
      servers: [
        {
          name: 'kms2',
          address: { hostname: 'kms2.example.com', port: 5696 },
          health: 'ERROR',
          details: [],
          clientTrustsServer: true,
          serverTrustsClient: false,
        },
      ],
      clientCertificate: null,
      csr: {
        subject: 'CN=kmip-1',
        keyType: 'RSA 3072',
        publicKeySha256: 'ab'.repeat(32),
        pem: '-----BEGIN CERTIFICATE REQUEST-----',
      },
    },
  ]),
};

function open(
  connection: Partial<Connection> = {},
  handlers: Parameters<typeof renderPage>[2] = {},
  session: Session = SESSIONS.admin,
) {
  return renderPage(`/connections/${ID}`, session, {
    ...ESTATE,
    [`GET ${PATH}`]: () => ({ body: { ...CONNECTION, ...connection } }),
    ...handlers,
  });
}

async function choose(item: string) {
  const user = userEvent.setup();
  await user.click(await screen.findByRole('button', { name: 'More' }));
  await user.click(await screen.findByRole('menuitem', { name: item }));
  return user;
}

describe('the page of a connection', () => {
  it('shows both halves of trust with every key server, and leads to the change that starts there', async () => {
    await open();
    const providers = await screen.findByRole('region', {
      name: 'Key providers',
    });
    expect(await within(providers).findByText('trusts server')).toBeTruthy();
    expect(within(providers).getByText('not trusted by server')).toBeTruthy();
    const link = within(providers).getByRole('link', {
      name: 'Replace a client certificate',
    });
    expect(link.getAttribute('href')).toBe(
      `/changes/new?operation=vcenter.update-provider-client-certificate&connection=${ID}`,
    );
    await expectAccessible();
  });

  it('offers a reviewer the facts and the estate but nothing to change', async () => {
    await open({}, {}, SESSIONS.reviewer);
    const providers = await screen.findByRole('region', {
      name: 'Key providers',
    });
    expect(await within(providers).findByText('kmip-1')).toBeTruthy();
    expect(
      within(providers).getByRole('button', {
        name: 'Download CSR (.csr) of kmip-1',
      }),
    ).toBeTruthy();
    expect(within(providers).getByText(/RSA 3072/)).toBeTruthy();
    expect(screen.queryByRole('button', { name: 'Test now' })).toBeNull();
    expect(
      screen.queryByRole('link', { name: 'Replace a client certificate' }),
    ).toBeNull();
  });

  it('says in words why a target could not be used and what to do', async () => {
    await open({
      health: 'refused',
      healthDetail: 'vc-ta did not accept the stored account.',
      capabilities: [],
    });
    expect(
      await screen.findByText('Renew the credential, then test again.'),
    ).toBeTruthy();
  });

  it('tells why a connection that is in use cannot be deleted', async () => {
    await open(
      {},
      {
        [`DELETE ${PATH}`]: () => ({
          status: 409,
          body: {
            code: 'in_use',
            title: 'Still in use',
            status: 409,
            detail: 'CHG-1041 is open on this connection.',
            requestId: 'r',
          },
        }),
      },
    );
    const user = await choose('Delete');
    await user.click(
      await screen.findByRole('button', { name: 'Delete the connection' }),
    );
    expect(
      await screen.findByText('CHG-1041 is open on this connection.'),
    ).toBeTruthy();
  });

  it('renews the password of the same account and tests it at once', async () => {
    const { calls } = await open(
      {},
      {
        [`PATCH ${PATH}`]: () => ({ body: CONNECTION }),
        [`POST ${PATH}/test`]: () => ({ body: CONNECTION }),
      },
    );
    const user = await choose('Renew the credential');
    const dialog = await screen.findByRole('dialog');
    await user.type(within(dialog).getByLabelText(/^Password/), PASSWORD);
    await user.click(
      within(dialog).getByRole('button', { name: 'Save and test' }),
    );
    await waitFor(() => {
      expect(calls.some((call) => call.path === `${PATH}/test`)).toBe(true);
    });
    expect(calls.find((call) => call.method === 'PATCH')?.body).toEqual({
      credential: { username: 'keyward@vsphere.local', password: PASSWORD },
    });
    expect(screen.queryByRole('dialog')).toBeNull();
  });

  it('renames without touching address, trust or account', async () => {
    const { calls } = await open(
      {},
      {
        [`PATCH ${PATH}`]: () => ({
          body: { ...CONNECTION, name: 'vc-ta-prod' },
        }),
      },
    );
    const user = await choose('Rename');
    const name = within(await screen.findByRole('dialog')).getByRole(
      'textbox',
      { name: 'Name' },
    );
    await user.type(name, '-prod');
    await user.click(screen.getByRole('button', { name: 'Save' }));
    expect(
      await screen.findByRole('heading', { name: 'vc-ta-prod' }),
    ).toBeTruthy();
    expect(calls.find((call) => call.method === 'PATCH')?.body).toEqual({
      name: 'vc-ta-prod',
      description: '',
    });
  });
});
