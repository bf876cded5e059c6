import type { ChangeDetail, OperationId } from '@keyward/contract';
import { screen } from '@testing-library/react';
import { describe, expect, it } from 'vitest';

import { aChange } from '../testing/change-fixtures.ts';
import { aPolicy } from '../testing/policy-fixtures.ts';
import { issueCertificate } from '../testing/issue-certificate.ts';
import { renderInApp } from '../testing/render-in-app.tsx';
import { OperationReview } from './operation-review.tsx';

const show = (operation: OperationId, input: ChangeDetail['input']) =>
  renderInApp(<OperationReview change={aChange({ operation, input })} />);

describe('the review of each operation', () => {
  it('decodes the new certificate in the reviewer’s own browser', async () => {
    const issued = await issueCertificate('CN=kmip-client-new');
    await show('vcenter.update-provider-client-certificate', {
      trustAuthorityCluster: 'domain-c8',
      provider: 'kmip-1',
      certificate: issued.certificatePem,
      keySource: {
        type: 'PAIR',
        privateKey: { $secret: '/keySource/privateKey' },
      },
    });
    expect(
      (await screen.findAllByText('CN=kmip-client-new')).length,
    ).toBeGreaterThan(0);
    expect(
      screen.getByText(/sent with the certificate; sealed until then/),
    ).toBeTruthy();
  });

  it('says whose key and CSR are made, and that the key stays', async () => {
    await show('vcenter.generate-provider-csr', {
      trustAuthorityCluster: 'domain-c8',
      provider: 'kmip-1',
    });
    expect(await screen.findByText('kmip-1')).toBeTruthy();
    expect(
      screen.getByText('made by vCenter, and never leaves it'),
    ).toBeTruthy();
  });

  it('shows servers as ONTAP will store them, and a password only as set', async () => {
    await show('ontap.add-key-servers', {
      keyManager: 'km-1',
      servers: [
        {
          server: 'KMS1.example.com',
          timeoutSeconds: -1,
          password: { $secret: '/servers/0/password' },
        },
      ],
    });
    expect(await screen.findByText('kms1.example.com:5696')).toBeTruthy();
    expect(screen.getByText('wait for ever')).toBeTruthy();
    expect(screen.getByText('set, sealed')).toBeTruthy();
  });

  it('says that vCenter chooses the service of a Trust Authority cluster', async () => {
    await show('vcenter.configure-cluster-kms-service', {
      cluster: 'domain-c21',
      source: { type: 'CLUSTER', trustAuthorityCluster: 'domain-c8' },
    });
    expect(
      await screen.findByText(/vCenter chooses one of its registered services/),
    ).toBeTruthy();
  });

  it('says what a read-back of a native provider cannot prove', async () => {
    await show('esx.create-native-provider', {
      provider: 'np-1',
      keyId: 'not-a-uuid',
      keyDerivationKey: { $secret: '/keyDerivationKey' },
    });
    expect(
      await screen.findByText(
        /a read-back proves the type and the key id only/,
      ),
    ).toBeTruthy();
    expect(screen.getByText(/This is not a UUID/)).toBeTruthy();
  });

  it('shows nothing of a token', async () => {
    await show('vcenter.register-expanded-token', {
      overflowToken: { $secret: '/overflowToken' },
      expandedAccessToken: { $secret: '/expandedAccessToken' },
    });
    expect(await screen.findByText(/Neither token was stored/)).toBeTruthy();
  });

  it('says what a person may do after a change of roles', async () => {
    await show('console.update-roles', {
      person: '0199a000-0000-7000-8000-000000000002',
      roles: ['reviewer'],
      active: true,
      resetSignIn: true,
    });
    expect(await screen.findByText('Reviewer')).toBeTruthy();
    expect(
      screen.getByText(/approves or rejects those of others/),
    ).toBeTruthy();
    expect(
      screen.getByText(
        'reset: password, passkeys and linked sign-ins are taken away',
      ),
    ).toBeTruthy();
  });

  it('shows the whole new policy, not only what changes in it', async () => {
    await show('console.update-policy', {
      policy: { ...aPolicy().document, privateKeys: 'either' },
    });
    expect(
      await screen.findByRole('button', { name: 'The whole new policy' }),
    ).toBeTruthy();
    expect(
      document.querySelector('[aria-label="The new policy"]')?.textContent,
    ).toContain('Every high-risk operation');
  });

  it('shows where a connection will lead and which certificate it will trust, whole', async () => {
    await show('console.update-connection', {
      connection: '0199a000-0000-7000-8000-0000000000c1',
      host: 'ontap-02.corp.example',
      port: 8443,
      trust: { mode: 'pin', sha256: 'ab'.repeat(32) },
    });
    expect(await screen.findByText('ontap-02.corp.example:8443')).toBeTruthy();
    expect(
      screen.getByText(Array.from({ length: 32 }, () => 'AB').join(':')),
    ).toBeTruthy();
  });
});
