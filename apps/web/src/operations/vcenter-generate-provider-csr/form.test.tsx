import { OPERATIONS } from '@keyward/contract';
import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { describe, expect, it, vi } from 'vitest';

import { fakeConsole } from '../../testing/fake-console.ts';
import { renderInApp } from '../../testing/render-in-app.tsx';
import type { OperationFormProps, PreparedInput } from '../operation-view.ts';
import { GenerateCsrForm } from './form.tsx';

const CSR = {
  subject: 'CN=kmip-1',
  keyType: 'RSA 3072',
  publicKeySha256: 'ab'.repeat(32),
  pem: '-----BEGIN CERTIFICATE REQUEST-----',
};

function answer(items: readonly unknown[]) {
  return () => ({
    body: { items, observedAt: '2026-11-21T03:00:00.000Z', refreshing: false },
  });
}

function aProvider(name: string, csr: typeof CSR | null) {
  return {
    id: `domain-c8/${name}`,
    name,
    trustAuthorityCluster: 'domain-c8',
    provider: name,
    health: 'OK',
    details: [],
    masterKeyId: null,
    servers: [],
    clientCertificate: null,
    csr,
  };
}

async function open(over: Partial<OperationFormProps> = {}) {
  fakeConsole({
    'GET /api/connections/c-1/estate/trust-authority-clusters': answer([
      { id: 'domain-c8', name: 'TA-Cluster', state: 'ENABLE' },
    ]),
    'GET /api/connections/c-1/estate/key-providers': answer([
      aProvider('kmip-1', CSR),
      aProvider('kmip-2', null),
    ]),
  });
  const onPrepared = vi.fn<(prepared: PreparedInput) => void>();
  await renderInApp(
    <GenerateCsrForm
      connectionId="c-1"
      copied={null}
      pending={false}
      problem={null}
      onPrepared={onPrepared}
      {...over}
    />,
  );
  return { onPrepared, user: userEvent.setup() };
}

describe('the form that has a CSR made', () => {
  it('says what a new CSR overwrites, and hands over what the contract takes', async () => {
    const { onPrepared, user } = await open();
    await user.click(
      screen.getByRole('combobox', { name: 'Trust Authority cluster' }),
    );
    await user.click(await screen.findByRole('option', { name: /TA-Cluster/ }));
    const provider = screen.getByRole('combobox', { name: 'Key provider' });
    await user.click(provider);
    await user.click(await screen.findByRole('option', { name: /kmip-1/ }));
    expect(
      await screen.findByText(
        /This provider has a CSR, and a new one overwrites it/,
      ),
    ).toBeTruthy();
    expect(screen.getByText(/RSA 3072/)).toBeTruthy();

    await user.click(
      screen.getByRole('button', { name: 'Preview the change' }),
    );
    const input = onPrepared.mock.calls[0]?.[0].input;
    expect(input).toEqual({
      trustAuthorityCluster: 'domain-c8',
      provider: 'kmip-1',
    });
    expect(
      OPERATIONS['vcenter.generate-provider-csr'].input.safeParse(input)
        .success,
    ).toBe(true);
  });

  it('begins with what the page that led here knew', async () => {
    const { onPrepared, user } = await open({
      start: { cluster: 'domain-c8', provider: 'kmip-2' },
    });
    expect(
      await screen.findByText(/has no CSR yet, so nothing is overwritten/),
    ).toBeTruthy();
    await user.click(
      screen.getByRole('button', { name: 'Preview the change' }),
    );
    expect(onPrepared.mock.calls[0]?.[0].input).toEqual({
      trustAuthorityCluster: 'domain-c8',
      provider: 'kmip-2',
    });
  });

  it('shows the refusal for an open change at the provider', async () => {
    const sentence =
      'CHG-7 is open and answers the CSR of key provider kmip-1.';
    await open({
      start: { cluster: 'domain-c8', provider: 'kmip-1' },
      problem: {
        status: 422,
        title: 'A check failed',
        code: 'preflight_failed',
        requestId: 'r-1',
        detail: sentence,
        fieldErrors: [
          {
            pointer: '/input/provider',
            code: 'no-open-conflict',
            message: sentence,
          },
        ],
      },
    });
    const provider = await screen.findByRole('combobox', {
      name: 'Key provider',
    });
    expect(provider.getAttribute('aria-invalid')).toBe('true');
    expect(screen.getAllByText(sentence).length).toBeGreaterThan(0);
  });
});
