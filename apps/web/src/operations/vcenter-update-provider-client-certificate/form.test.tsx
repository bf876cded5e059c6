import { OPERATIONS } from '@keyward/contract';
import { fireEvent, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { beforeAll, describe, expect, it, vi } from 'vitest';

import { fakeConsole } from '../../testing/fake-console.ts';
import {
  issueCertificate,
  type Issued,
} from '../../testing/issue-certificate.ts';
import { renderInApp } from '../../testing/render-in-app.tsx';
import type { PreparedInput } from '../operation-view.ts';
import { ClientCertificateForm } from './form.tsx';

let inUse: Issued;
let fresh: Issued;

beforeAll(async () => {
  inUse = await issueCertificate('CN=kmip-client-old', 9);
  fresh = await issueCertificate('CN=kmip-client-new');
});

function answer(items: readonly unknown[]) {
  return () => ({
    body: { items, observedAt: '2026-11-21T03:00:00.000Z', refreshing: false },
  });
}

async function open(csrKey: string | null = null) {
  fakeConsole({
    'GET /api/connections/c-1/estate/trust-authority-clusters': answer([
      { id: 'domain-c8', name: 'TA-Cluster', state: 'ENABLE' },
    ]),
    'GET /api/connections/c-1/estate/key-providers': answer([
      {
        id: 'domain-c8/kmip-1',
        name: 'kmip-1',
        trustAuthorityCluster: 'domain-c8',
        provider: 'kmip-1',
        health: 'OK',
        details: [],
        masterKeyId: null,
        servers: [],
        clientCertificate: {
          subject: 'CN=kmip-client-old',
          issuer: 'CN=kmip-client-old',
          serialNumber: '4f00',
          notBefore: '2026-01-01T00:00:00.000Z',
          notAfter: '2026-12-01T00:00:00.000Z',
          sha256: inUse.sha256,
          publicKeySha256: inUse.publicKeySha256,
        },
        csr:
          csrKey === null
            ? null
            : {
                subject: 'CN=kmip-1',
                keyType: 'EC P-256',
                publicKeySha256: csrKey,
                pem: '-----BEGIN CERTIFICATE REQUEST-----',
              },
      },
    ]),
  });
  const onPrepared = vi.fn<(prepared: PreparedInput) => void>();
  await renderInApp(
    <ClientCertificateForm
      connectionId="c-1"
      copied={null}
      pending={false}
      problem={null}
      onPrepared={onPrepared}
    />,
  );
  const user = userEvent.setup();
  await user.click(
    screen.getByRole('combobox', { name: 'Trust Authority cluster' }),
  );
  await user.click(await screen.findByRole('option', { name: /TA-Cluster/ }));
  await user.click(screen.getByRole('combobox', { name: 'Key provider' }));
  await user.click(await screen.findByRole('option', { name: /kmip-1/ }));
  return { onPrepared, user };
}

const certificateField = (): HTMLElement =>
  screen.getByRole('textbox', { name: 'Certificate' });
const keyField = (): HTMLElement =>
  screen.getByRole('textbox', { name: 'Private key' });
// A paste of several lines arrives as one change.
const paste = (into: HTMLElement, text: string): void => {
  fireEvent.change(into, { target: { value: text } });
};

describe('the form that replaces a client certificate', () => {
  it('shows what the pasted certificate says and what it replaces, before anything is sent', async () => {
    await open();
    paste(certificateField(), fresh.certificatePem);
    expect(await screen.findByText('What this certificate says')).toBeTruthy();
    expect(screen.getByText('100 days left')).toBeTruthy();
    expect(screen.getByText('client authentication')).toBeTruthy();
    expect(screen.getByText('EC P-256')).toBeTruthy();
    const old = screen.getByRole('table', {
      name: 'Certificate in use and its replacement',
    });
    expect(old.textContent).toContain('CN=kmip-client-old');
    expect(old.textContent).toContain('CN=kmip-client-new');
  });

  it('refuses a private key in the certificate field at once and does not keep it', async () => {
    await open();
    paste(certificateField(), fresh.privateKeyPem);
    expect(
      await screen.findByText(
        /This text holds a private key, and this field is public. It was not kept./,
      ),
    ).toBeTruthy();
    expect(certificateField()).toHaveProperty('value', '');
    expect(certificateField().getAttribute('aria-invalid')).toBe('true');
  });

  it('takes a key without its usual header out of the certificate field again', async () => {
    await open();
    const bare = fresh.privateKeyPem.split('\n').slice(1, -1).join('');
    paste(certificateField(), bare);
    expect(await screen.findByText(/It was not kept/)).toBeTruthy();
    expect(certificateField()).toHaveProperty('value', '');
  });

  it('says whether certificate and key belong together', async () => {
    const { user } = await open();
    await user.click(
      screen.getByRole('radio', { name: 'Certificate with its key' }),
    );
    paste(certificateField(), fresh.certificatePem);
    paste(keyField(), inUse.privateKeyPem);
    expect(
      await screen.findByText(
        'The certificate and the private key do not belong together.',
      ),
    ).toBeTruthy();
    paste(keyField(), fresh.privateKeyPem);
    expect(
      await screen.findByText(
        'The certificate and the private key belong together.',
      ),
    ).toBeTruthy();
  });

  it('compares an answer with the provider’s signing request', async () => {
    await open(inUse.publicKeySha256);
    paste(certificateField(), fresh.certificatePem);
    expect(
      await screen.findByText(
        'The certificate and the provider’s CSR do not belong together.',
      ),
    ).toBeTruthy();
    paste(certificateField(), inUse.certificatePem);
    expect(
      await screen.findByText(
        'The certificate and the provider’s CSR belong together.',
      ),
    ).toBeTruthy();
    expect(
      screen.getByText(/in use already; nothing would change/),
    ).toBeTruthy();
  });

  it('warns when there is no signing request to answer', async () => {
    await open();
    paste(certificateField(), fresh.certificatePem);
    expect(
      await screen.findByText('This provider has no open signing request.'),
    ).toBeTruthy();
  });

  it('sends the key with a pair only, and never in the preview', async () => {
    const { user, onPrepared } = await open();
    await user.click(
      screen.getByRole('radio', { name: 'Certificate with its key' }),
    );
    paste(certificateField(), fresh.certificatePem);
    paste(keyField(), fresh.privateKeyPem);
    await user.click(
      screen.getByRole('button', { name: 'Preview the change' }),
    );
    const pair = onPrepared.mock.calls[0]?.[0];
    expect(
      OPERATIONS['vcenter.update-provider-client-certificate'].input.safeParse(
        pair?.input,
      ).success,
    ).toBe(true);
    expect(JSON.stringify(pair?.input)).toContain('PRIVATE KEY');
    expect(JSON.stringify(pair?.preview)).not.toContain('PRIVATE KEY');

    await user.click(
      screen.getByRole('radio', {
        name: 'Signed answer to the provider’s CSR',
      }),
    );
    await user.click(
      screen.getByRole('button', { name: 'Preview the change' }),
    );
    expect(onPrepared.mock.calls[1]?.[0].input).toEqual({
      trustAuthorityCluster: 'domain-c8',
      provider: 'kmip-1',
      certificate: fresh.certificatePem,
      keySource: { type: 'CSR' },
    });
  });

  it('offers the key that vCenter makes first, and leads to its CSR', async () => {
    const { user, onPrepared } = await open();
    const first = screen.getByRole('radio', {
      name: 'Let the vCenter make the key (recommended)',
    });
    expect(screen.getAllByRole('radio')[0]).toBe(first);
    await user.click(first);
    expect(screen.queryByRole('textbox', { name: 'Certificate' })).toBeNull();
    const link = screen.getByRole('link', { name: 'Make the CSR' });
    const href = new URL(link.getAttribute('href') ?? '', 'http://localhost');
    expect(Object.fromEntries(href.searchParams)).toEqual({
      operation: 'vcenter.generate-provider-csr',
      connection: 'c-1',
      cluster: 'domain-c8',
      provider: 'kmip-1',
    });
    await user.click(
      screen.getByRole('button', { name: 'Preview the change' }),
    );
    expect(screen.getByText('The CSR comes first.')).toBeTruthy();
    expect(onPrepared).not.toHaveBeenCalled();
  });

  it('hands out the CSR that is there before it offers a new one', async () => {
    const { user } = await open('ab'.repeat(32));
    await user.click(
      screen.getByRole('radio', {
        name: 'Let the vCenter make the key (recommended)',
      }),
    );
    expect(
      screen.getByText(/This provider has a CSR already, for/),
    ).toBeTruthy();
    expect(
      screen.getByRole('button', { name: 'Download CSR (.csr) of kmip-1' }),
    ).toBeTruthy();
    expect(screen.getByRole('link', { name: 'Make a new CSR' })).toBeTruthy();
  });

  it('says why a text is no certificate', async () => {
    await open();
    paste(certificateField(), 'hello');
    expect(await screen.findByText('Not readable')).toBeTruthy();
  });
});
