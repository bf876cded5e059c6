import type { EstateOfAll, Session } from '@keyward/contract';
import { cleanup, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { describe, expect, it } from 'vitest';

import { expectAccessible } from '../../testing/check-accessibility.ts';
import { aSource, VC } from '../../testing/estate-fixtures.ts';
import { SESSIONS } from '../../testing/session-fixtures.ts';
import { renderPage } from '../../testing/render-page.tsx';

const AT = '2026-11-21T08:00:00.000Z';

type Entry = EstateOfAll['connections'][number];

function aServer(server: string, state: string) {
  return {
    server,
    timeoutSeconds: 25,
    username: null,
    connectivity: state,
    nodes: [{ node: 'node-1', state }],
  };
}

function aManager(name: string, server: string) {
  return {
    id: `id-of-${name}`,
    name,
    scope: 'cluster',
    svm: null,
    kind: 'external',
    servers: [aServer(server, 'not_responding')],
    clientCertificate: null,
    serverCaCertificates: 0,
    certificates: [],
  };
}

function anEntry(name: string, over: Partial<Entry> = {}): Entry {
  return {
    connectionId: `${VC.slice(0, -2)}${String(name.length)}0`,
    name,
    kind: 'ontap',
    health: 'reachable',
    quarantined: false,
    answer: {
      items: [aManager(`manager of ${name}`, `kms.${name}.example:5696`)],
      observedAt: AT,
      refreshing: false,
    },
    ...over,
  };
}

function open(
  path: string,
  connections: readonly Entry[],
  session: Session = SESSIONS.reviewer,
) {
  return renderPage(path, session, {
    'GET /api/estate/key-managers': () => ({ body: { connections } }),
    'GET /api/estate/trusted-clusters': () => ({ body: { connections: [] } }),
    'GET /api/estate/key-provider-services': () => ({
      body: { connections: [] },
    }),
    'GET /api/estate/key-providers': () => ({ body: { connections: [] } }),
    'GET /api/drift': () => ({
      body: {
        items: [
          {
            type: 'trust_half_missing',
            connectionId: VC,
            connectionName: 'vc-ta',
            connectionKind: 'vcenter',
            severity: 'problem',
            observedAt: AT,
            stale: false,
            collection: 'key-providers',
            itemId: 'domain-c8/kmip-1',
            objectName: 'kmip-1',
            trustAuthorityCluster: 'domain-c8',
            provider: 'kmip-1',
            server: 'kms1',
            clientTrustsServer: true,
            serverTrustsClient: false,
          },
          {
            type: 'connection_quarantined',
            connectionId: VC,
            connectionName: 'vc-ta',
            connectionKind: 'vcenter',
            severity: 'problem',
            observedAt: AT,
            stale: false,
          },
        ],
        sources: [aSource()],
      },
    }),
    'GET /api/estate-matrix': () => ({ body: MATRIX }),
  });
}

const MATRIX = {
  connections: [
    {
      connectionId: VC,
      name: 'vc-ta',
      kind: 'vcenter',
      version: '8.0.3',
      build: '24322831',
      health: 'reachable',
      checkedAt: AT,
      capabilities: ['trust-authority'],
      operations: [
        {
          operation: 'vcenter.register-expanded-token',
          title: 'Register an expanded access token',
          available: false,
          reason: 'Token registration starts with vCenter 9.1.',
          alternative: 'Use the token directly.',
        },
        {
          operation: 'vcenter.generate-provider-csr',
          title: 'Make a new CSR for a key provider',
          available: true,
          reason: null,
          alternative: null,
        },
      ],
      verdict: 'blocks_upgrade',
      because: 'Uses Trust Authority.',
      uses: {
        trustedClusters: 0,
        keyProviderServices: null,
        trustAuthorityClusters: 2,
        keyProviders: 4,
      },
      removed: ['trust-authority'],
      unknown: [],
    },
  ],
  counts: {
    ready: 0,
    blocks_upgrade: 1,
    already_9: 0,
    not_applicable: 0,
    unknown: 0,
  },
  sources: [aSource()],
};

describe('the estate over all connections', () => {
  it('opens with the first part, which the address then says', async () => {
    const { router } = await open('/estate', []);
    expect(
      await screen.findByText('No vCenter with trusted clusters'),
    ).toBeTruthy();
    expect(router.state.location.pathname).toBe('/estate/trusted-clusters');
  });

  it('groups by connection, each with what every node says of its key servers', async () => {
    await open('/estate/key-managers', [
      anEntry('ontap-01'),
      anEntry('ontap-003'),
    ]);
    const group = await screen.findByRole('region', { name: 'ontap-01' });
    expect(within(group).getByText('kms.ontap-01.example:5696')).toBeTruthy();
    expect(within(group).getByText('node-1: not responding')).toBeTruthy();
    expect(screen.getByRole('region', { name: 'ontap-003' })).toBeTruthy();
    expect(
      screen
        .getByRole('link', { name: 'Key managers' })
        .getAttribute('aria-current'),
    ).toBe('page');
    await expectAccessible();
  });

  it('keeps what was read before of a connection that is quarantined, and says that it is', async () => {
    await open('/estate/key-managers', [
      anEntry('ontap-01', { quarantined: true, health: 'quarantined' }),
    ]);
    const group = await screen.findByRole('region', { name: 'ontap-01' });
    expect(within(group).getByText('Quarantined')).toBeTruthy();
    expect(within(group).getByText(/nothing is sent to it/)).toBeTruthy();
    expect(within(group).getByText('manager of ontap-01')).toBeTruthy();
  });

  it('says which connection could not be read, and why, beside those that could', async () => {
    await open('/estate/key-managers', [
      anEntry('ontap-01'),
      anEntry('ontap-003', {
        health: 'unreachable',
        answer: {
          items: [],
          observedAt: null,
          refreshing: false,
          error: { code: 'upstream_unreachable', message: 'No answer.' },
        },
      }),
    ]);
    const group = await screen.findByRole('region', { name: 'ontap-003' });
    expect(within(group).getByText('Unreachable')).toBeTruthy();
    expect(
      within(group).getByText(/could not be read. No answer./),
    ).toBeTruthy();
    expect(screen.getByText('manager of ontap-01')).toBeTruthy();
  });

  it('filters by any word of an object and keeps the filter in the address', async () => {
    const { router } = await open('/estate/key-managers', [
      anEntry('ontap-01'),
      anEntry('ontap-003'),
    ]);
    await userEvent.type(
      await screen.findByRole('searchbox'),
      'kms.ontap-003{Enter}',
    );
    expect(await screen.findByText('1 of 2 shown')).toBeTruthy();
    expect(screen.queryByRole('region', { name: 'ontap-01' })).toBeNull();
    expect(router.state.location.search).toEqual({ q: 'kms.ontap-003' });
  });
});

describe('what needs attention in the estate', () => {
  it('says what is wrong, what to do first, and leads to the object', async () => {
    await open('/estate/drift', []);
    expect(
      await screen.findByText('kms1 does not trust the provider.'),
    ).toBeTruthy();
    expect(screen.getByText(/^Let kms1 trust the provider’s/)).toBeTruthy();
    expect(
      screen.getByRole('link', { name: 'kmip-1' }).getAttribute('href'),
    ).toBe('/estate/key-providers?q=kmip-1');
    await expectAccessible();
  });

  it('leads whoever makes changes to the form that puts it right, and nobody else', async () => {
    const CHANGES = {
      'Replace the client certificate: kmip-1': {
        operation: 'vcenter.update-provider-client-certificate',
        connection: VC,
        cluster: 'domain-c8',
        provider: 'kmip-1',
      },
      'Trust the new certificate: vc-ta': {
        operation: 'console.update-connection',
        connection: VC,
      },
    };
    await open('/estate/drift', [], SESSIONS.admin);
    for (const [name, search] of Object.entries(CHANGES)) {
      const link = await screen.findByRole('link', { name });
      const { pathname, searchParams } = new URL(
        link.getAttribute('href') ?? '',
        'http://localhost',
      );
      expect(pathname).toBe('/changes/new');
      expect(Object.fromEntries(searchParams)).toEqual(search);
    }
    cleanup();
    await open('/estate/drift', []);
    await screen.findByText('kms1 does not trust the provider.');
    for (const name of Object.keys(CHANGES)) {
      expect(screen.queryByRole('link', { name })).toBeNull();
    }
  });

  it('asks every connection before it says so', async () => {
    const { calls } = await open('/estate/drift', []);
    await screen.findByText('kms1 does not trust the provider.');
    const asked = calls.map(({ path }) => path);
    expect(asked.indexOf('/api/drift')).toBeGreaterThan(
      asked.indexOf('/api/estate/key-providers'),
    );
  });
});

describe('the matrix of versions', () => {
  it('says what keeps a vCenter from vSphere 9, and how much of it is in use', async () => {
    await open('/estate/matrix', []);
    expect(await screen.findByText('Blocks the upgrade')).toBeTruthy();
    expect(screen.getByText(/^1 of 1 vCenters still uses/)).toBeTruthy();
    const removed = screen.getByRole('table', {
      name: 'What vSphere 9 removes',
    });
    const row = within(removed).getByText('Trusted key providers');
    expect(row.closest('tr')?.textContent).toContain('4');
    expect(within(removed).getByText('at least 0')).toBeTruthy();
    await expectAccessible();
  });

  it('says why a change is not possible, and what to do instead', async () => {
    await open('/estate/matrix', []);
    await waitFor(() => {
      expect(screen.getByText('Not possible')).toBeTruthy();
    });
    expect(
      screen.getByText('Token registration starts with vCenter 9.1.'),
    ).toBeTruthy();
    expect(screen.getByText(/Use the token directly\./)).toBeTruthy();
  });

  it('begins a change where it is possible, for whoever makes changes', async () => {
    await open('/estate/matrix', [], SESSIONS.admin);
    const links = await screen.findAllByRole('link', { name: /^Request it/ });
    expect(links.map((link) => link.getAttribute('aria-label'))).toEqual([
      'Request it: Make a new CSR for a key provider, vc-ta',
    ]);
    expect(links[0]?.getAttribute('href')).toBe(
      `/changes/new?operation=vcenter.generate-provider-csr&connection=${VC}`,
    );
    cleanup();
    await open('/estate/matrix', []);
    await screen.findByText('Possible');
    expect(screen.queryByRole('link', { name: /^Request it/ })).toBeNull();
  });
});
