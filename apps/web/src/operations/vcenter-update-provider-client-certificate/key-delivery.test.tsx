import type { PolicyInForce } from '@keyward/contract';
import { fireEvent, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { beforeAll, describe, expect, it, vi } from 'vitest';

import { fakeConsole } from '../../testing/fake-console.ts';
import { aPolicy } from '../../testing/policy-fixtures.ts';
import {
  issueCertificate,
  type Issued,
} from '../../testing/issue-certificate.ts';
import { renderInApp } from '../../testing/render-in-app.tsx';
import type { OperationFormProps, PreparedInput } from '../operation-view.ts';
import { ClientCertificateForm } from './form.tsx';

let issued: Issued;

beforeAll(async () => {
  issued = await issueCertificate('CN=kmip-client-new');
});

const NOTHING = () => ({
  body: {
    items: [],
    observedAt: '2026-11-21T03:00:00.000Z',
    refreshing: false,
  },
});

async function open(
  props: Partial<OperationFormProps> = {},
  document: Partial<PolicyInForce['document']> = {},
) {
  fakeConsole({
    'GET /api/connections/c-1/estate/trust-authority-clusters': NOTHING,
    'GET /api/connections/c-1/estate/key-providers': NOTHING,
    'GET /api/policy': () => ({
      body: aPolicy({ document: { ...aPolicy().document, ...document } }),
    }),
  });
  const onPrepared = vi.fn<(prepared: PreparedInput) => void>();
  await renderInApp(
    <ClientCertificateForm
      connectionId="c-1"
      copied={null}
      pending={false}
      problem={null}
      start={{ cluster: 'domain-c8', provider: 'kmip-1', keySource: 'PAIR' }}
      onPrepared={onPrepared}
      {...props}
    />,
  );
  return { onPrepared, user: userEvent.setup() };
}

function paste(field: string, text: string): void {
  fireEvent.change(screen.getByRole('textbox', { name: field }), {
    target: { value: text },
  });
}

const keyField = () => screen.queryByRole('textbox', { name: 'Private key' });
const preview = () =>
  screen.getByRole('button', { name: 'Preview the change' });

describe('when the private key is handed over', () => {
  it('is now, unless the requester chooses otherwise', async () => {
    const { onPrepared, user } = await open();
    paste('Certificate', issued.certificatePem);
    paste('Private key', issued.privateKeyPem);
    await user.click(preview());
    const prepared = onPrepared.mock.calls[0]?.[0];
    expect(prepared?.secretDelivery).toBe('sealed');
    expect(JSON.stringify(prepared?.input)).toContain('PRIVATE KEY');
  });

  it('is after the approval by choice, and then the key leaves form and request', async () => {
    const { onPrepared, user } = await open();
    paste('Certificate', issued.certificatePem);
    paste('Private key', issued.privateKeyPem);
    await user.click(
      screen.getByRole('radio', { name: 'Supply it after approval' }),
    );
    expect(keyField()).toBeNull();
    expect(
      screen.getByText(/Approvers approve its public fingerprint/),
    ).toBeTruthy();
    await user.click(preview());
    const prepared = onPrepared.mock.calls[0]?.[0];
    expect(prepared?.secretDelivery).toBe('late');
    expect(prepared?.input).toEqual({
      trustAuthorityCluster: 'domain-c8',
      provider: 'kmip-1',
      certificate: issued.certificatePem,
      keySource: { type: 'PAIR' },
    });
    expect(JSON.stringify(prepared)).not.toContain('PRIVATE KEY');
    await user.click(screen.getByRole('radio', { name: 'Seal it now' }));
    expect(keyField()).toHaveProperty('value', '');
  });

  it('is after the approval by policy, without a choice and with a sentence', async () => {
    const { onPrepared, user } = await open({}, { privateKeys: 'late' });
    expect(
      await screen.findByText('The private key comes after the approval.'),
    ).toBeTruthy();
    expect(screen.queryByRole('radio', { name: 'Seal it now' })).toBeNull();
    expect(keyField()).toBeNull();
    paste('Certificate', issued.certificatePem);
    await user.click(preview());
    expect(onPrepared.mock.calls[0]?.[0].secretDelivery).toBe('late');
  });

  it('is as in the change that is copied', async () => {
    await open({
      copied: {
        trustAuthorityCluster: 'domain-c8',
        provider: 'kmip-1',
        certificate: issued.certificatePem,
        keySource: {
          type: 'PAIR',
          privateKey: { $secret: '/keySource/privateKey' },
        },
      },
      copiedDelivery: 'late',
    });
    expect(
      screen.getByRole('radio', { name: 'Supply it after approval' }),
    ).toHaveProperty('checked', true);
    expect(keyField()).toBeNull();
  });

  it('is no question for an answer to a CSR', async () => {
    const { onPrepared, user } = await open({
      start: { cluster: 'domain-c8', provider: 'kmip-1' },
    });
    expect(screen.queryByRole('radio', { name: 'Seal it now' })).toBeNull();
    paste('Certificate', issued.certificatePem);
    await user.click(preview());
    expect(onPrepared.mock.calls[0]?.[0].secretDelivery).toBe('sealed');
  });
});
