import type { CatalogueEntry } from '@keyward/contract';
import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, it } from 'vitest';

import { aChange, CHANGE_ID } from '../../testing/change-fixtures.ts';
import { SESSIONS } from '../../testing/session-fixtures.ts';
import { issueCertificate } from '../../testing/issue-certificate.ts';
import { renderPage } from '../../testing/render-page.tsx';

const CONNECTION = {
  id: '0199a000-0000-7000-8000-0000000000c2',
  name: 'vc-ta',
  kind: 'vcenter' as const,
};
const OPERATION = 'vcenter.update-provider-client-certificate';

const ENTRY: CatalogueEntry = {
  id: OPERATION,
  title: 'Replace a key provider’s client certificate',
  summary: 'Gives a trusted key provider another certificate.',
  system: 'vcenter',
  execution: 'approved',
  risk: 'high',
  privileges: [],
  caution: null,
  approvals: 1,
  secretPointers: ['/keySource/privateKey'],
  connections: [
    {
      connection: CONNECTION,
      version: '8.0.3',
      available: true,
      reason: null,
      alternative: null,
    },
  ],
};

const NOTHING = () => ({
  body: {
    items: [],
    observedAt: '2026-11-21T03:00:00.000Z',
    refreshing: false,
  },
});

it('a copy of a change whose key came late asks for no key, in preview and submit alike', async () => {
  const user = userEvent.setup();
  const issued = await issueCertificate('CN=kmip-client-new');
  const source = aChange({
    state: 'expired',
    operation: OPERATION,
    target: { type: 'connection', connection: CONNECTION },
    input: {
      trustAuthorityCluster: 'domain-c8',
      provider: 'kmip-1',
      certificate: issued.certificatePem,
      keySource: {
        type: 'PAIR',
        privateKey: { $secret: '/keySource/privateKey' },
      },
    },
    secrets: {
      '/keySource/privateKey': {
        delivery: 'late',
        publicKeySha256: issued.publicKeySha256,
      },
    },
  });
  const estate = `GET /api/connections/${CONNECTION.id}/estate`;
  const { calls } = await renderPage(
    `/changes/new?copyOf=${CHANGE_ID}`,
    SESSIONS.admin,
    {
      'GET /api/operations': () => ({ body: { items: [ENTRY] } }),
      [`GET /api/changes/${CHANGE_ID}`]: () => ({ body: source }),
      [`${estate}/trust-authority-clusters`]: NOTHING,
      [`${estate}/key-providers`]: NOTHING,
      'POST /api/changes/preview': () => ({
        body: {
          plan: source.plan,
          checks: [],
          planDigest: 'a'.repeat(64),
          conflicts: [],
          lastSame: null,
        },
      }),
      'POST /api/changes': () => ({ status: 201, body: source }),
    },
  );
  expect(
    await screen.findByRole('radio', { name: 'Supply it after approval' }),
  ).toHaveProperty('checked', true);
  expect(screen.queryByRole('textbox', { name: 'Private key' })).toBeNull();
  await user.click(screen.getByRole('button', { name: 'Preview the change' }));
  await user.click(
    await screen.findByRole('button', { name: 'Submit for approval' }),
  );
  const sent = () => calls.filter((call) => call.method === 'POST');
  await waitFor(() => {
    expect(sent()).toHaveLength(2);
  });
  const wanted = {
    operation: OPERATION,
    connectionId: CONNECTION.id,
    secretDelivery: 'late',
    input: {
      trustAuthorityCluster: 'domain-c8',
      provider: 'kmip-1',
      certificate: issued.certificatePem,
      keySource: { type: 'PAIR' },
    },
  };
  expect(sent()[0]?.body).toEqual(wanted);
  expect(sent()[1]?.body).toMatchObject({
    ...wanted,
    planDigest: 'a'.repeat(64),
    reason: source.reason,
  });
});
