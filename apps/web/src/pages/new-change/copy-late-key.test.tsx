import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, it } from 'vitest';

import { aChange, CHANGE_ID } from '../../testing/change-fixtures.ts';
import { TRUST_VCENTER } from '../../testing/connection-fixtures.ts';
import { REPLACE_CLIENT_CERTIFICATE } from '../../testing/new-change-fixtures.ts';
import { SESSIONS } from '../../testing/session-fixtures.ts';
import { issueCertificate } from '../../testing/issue-certificate.ts';
import { renderPage } from '../../testing/render-page.tsx';

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
    operation: REPLACE_CLIENT_CERTIFICATE.id,
    target: { type: 'connection', connection: TRUST_VCENTER },
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
  const estate = `GET /api/connections/${TRUST_VCENTER.id}/estate`;
  const { calls } = await renderPage(
    `/changes/new?copyOf=${CHANGE_ID}`,
    SESSIONS.admin,
    {
      'GET /api/operations': () => ({
        body: { items: [REPLACE_CLIENT_CERTIFICATE] },
      }),
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
    operation: REPLACE_CLIENT_CERTIFICATE.id,
    connectionId: TRUST_VCENTER.id,
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
