import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import axe from 'axe-core';
import { createPrivateKey } from 'node:crypto';
import { beforeAll, describe, expect, it, vi } from 'vitest';

import { fakeConsole } from '../../testing/fake-console.ts';
import {
  issueCertificate,
  type Issued,
} from '../../testing/issue-certificate.ts';
import { renderInApp } from '../../testing/render-in-app.tsx';
import type { PreparedInput } from '../operation-view.ts';
import { ClientCertificateForm } from './form.tsx';

let fresh: Issued;
let elsewhere: Issued;
let lockedKey: string;
const PASSPHRASE = 'correct horse';

beforeAll(async () => {
  fresh = await issueCertificate('CN=kmip-client-new');
  elsewhere = await issueCertificate('CN=kmip-client-2');
  lockedKey = createPrivateKey(fresh.privateKeyPem)
    .export({
      type: 'pkcs8',
      format: 'pem',
      cipher: 'aes-256-cbc',
      passphrase: PASSPHRASE,
    })
    .toString();
});

function provider(name: string, certificate: Issued | null) {
  return {
    id: `domain-c8/${name}`,
    name,
    trustAuthorityCluster: 'domain-c8',
    provider: name,
    health: 'OK',
    details: [],
    masterKeyId: null,
    servers: [],
    clientCertificate:
      certificate === null
        ? null
        : {
            subject: 'CN=other',
            issuer: 'CN=other',
            serialNumber: '4f00',
            notBefore: '2026-01-01T00:00:00.000Z',
            notAfter: '2026-12-01T00:00:00.000Z',
            sha256: certificate.sha256,
            publicKeySha256: certificate.publicKeySha256,
          },
    csr: null,
  };
}

function answer(items: readonly unknown[]) {
  return () => ({
    body: { items, observedAt: '2026-11-21T03:00:00.000Z', refreshing: false },
  });
}

async function open() {
  const { calls } = fakeConsole({
    'GET /api/connections/c-1/estate/trust-authority-clusters': answer([
      { id: 'domain-c8', name: 'TA-Cluster', state: 'ENABLE' },
    ]),
    'GET /api/connections/c-1/estate/key-providers': answer([
      provider('kmip-1', null),
      provider('kmip-2', elsewhere),
    ]),
  });
  const onPrepared = vi.fn<(prepared: PreparedInput) => void>();
  const view = await renderInApp(
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
  await user.click(
    screen.getByRole('radio', { name: 'Certificate with its key' }),
  );
  return { user, calls, onPrepared, view };
}

const bench = () => screen.getByRole('region', { name: 'Certificate files' });
const file = (name: string, text: string): File => new File([text], name);
function drop(...files: File[]): void {
  const target = within(bench()).getByText(/Drop what your CA sent/);
  fireEvent.drop(target, { dataTransfer: { files, getData: () => '' } });
}
function fieldValue(name: string): unknown {
  const field = screen.getByRole('textbox', { name });
  return field instanceof HTMLTextAreaElement ? field.value : null;
}

describe('the workbench for dropped certificates', () => {
  it('draws the chain, says what was found and fills the form, all without a request', async () => {
    const { user, calls } = await open();
    const before = calls.length;
    drop(
      file('client.key', fresh.privateKeyPem),
      file('client.crt', fresh.certificatePem),
    );
    const chain = await within(bench()).findByRole('list', {
      name: /Chain, from the client certificate/,
    });
    expect(chain.textContent).toContain('CN=kmip-client-new');
    expect(within(bench()).getByRole('status').textContent).toMatch(
      /^Found 1 client certificate and 1 private key\./,
    );
    expect(within(bench()).getByText(/checks passed/)).toBeTruthy();
    await user.click(
      within(bench()).getByRole('button', { name: 'Use this certificate' }),
    );
    expect(fieldValue('Certificate')).toContain('BEGIN CERTIFICATE');
    expect(fieldValue('Private key')).toContain('BEGIN PRIVATE KEY');
    expect(within(bench()).getByRole('status').textContent).toBe(
      'The certificate and its key are in the fields below.',
    );
    expect(calls).toHaveLength(before);
  });

  it('says what stops first, and what to do about it', async () => {
    await open();
    drop(
      file('client.crt', fresh.certificatePem),
      file('other.key', elsewhere.privateKeyPem),
    );
    const list = await within(bench()).findByRole('list', {
      name: 'To look at',
    });
    const [first] = within(list).getAllByRole('listitem');
    expect(first?.textContent).toContain(
      'The key from other.key belongs to another certificate.',
    );
    expect(first?.textContent).toContain(
      'Look for the key that the certificate was requested with.',
    );
    expect(within(bench()).getByRole('status').textContent).toContain(
      'belongs to another certificate',
    );
  });

  it('knows the certificates that the estate reports', async () => {
    await open();
    drop(file('client.crt', elsewhere.certificatePem));
    expect(
      await within(bench()).findByText(
        /The same certificate is in use at key provider kmip-2 of domain-c8./,
      ),
    ).toBeTruthy();
  });

  it('opens a locked key with a password that does not stay', async () => {
    const { user, calls, view } = await open();
    const before = calls.length;
    drop(
      file('client.crt', fresh.certificatePem),
      file('client.key', lockedKey),
    );
    const field = await within(bench()).findByLabelText(
      'Password of client.key',
    );
    expect(field.getAttribute('type')).toBe('password');
    expect(field.getAttribute('autocomplete')).toBe('off');
    await user.type(field, 'wrong{Enter}');
    expect(
      await within(bench()).findAllByText(
        /The passphrase does not open the private key in client.key./,
      ),
    ).not.toHaveLength(0);
    expect(field).toHaveProperty('value', '');
    await user.type(field, PASSPHRASE);
    await user.click(within(bench()).getByRole('button', { name: 'Open' }));
    await waitFor(() => {
      expect(within(bench()).getByRole('status').textContent).toMatch(
        /1 private key/,
      );
    });
    expect(within(bench()).queryByLabelText(/Password of/)).toBeNull();
    expect(field).toHaveProperty('value', '');
    expect(view.container.innerHTML).not.toContain(PASSPHRASE);
    expect(calls).toHaveLength(before);
  });

  it('forgets a typed password when the page is left', async () => {
    const { user, view } = await open();
    drop(file('client.key', lockedKey));
    const field = await within(bench()).findByLabelText(
      'Password of client.key',
    );
    await user.type(field, PASSPHRASE);
    view.unmount();
    expect(field).toHaveProperty('value', '');
  });

  it('reads pasted text at once and keeps it in no field', async () => {
    const { user } = await open();
    await user.tab();
    const paste = within(bench()).getByRole('button', { name: 'Paste text' });
    paste.focus();
    await user.keyboard('{Enter}');
    const area = within(bench()).getByRole('textbox', { name: /Paste cert/ });
    fireEvent.change(area, {
      target: { value: fresh.certificatePem + fresh.privateKeyPem },
    });
    expect(
      await within(bench()).findByRole('list', { name: /Chain, from/ }),
    ).toBeTruthy();
    expect(within(bench()).queryByRole('textbox')).toBeNull();
    expect(bench().innerHTML).not.toContain(fresh.privateKeyPem.slice(40, 80));
  });

  it('does not take a key that is supplied after the approval', async () => {
    const { user } = await open();
    await user.click(
      screen.getByRole('radio', { name: 'Supply it after approval' }),
    );
    drop(file('all.pem', fresh.certificatePem + fresh.privateKeyPem));
    await user.click(
      await within(bench()).findByRole('button', {
        name: 'Use this certificate',
      }),
    );
    expect(within(bench()).getByRole('status').textContent).toContain(
      'Its key was not taken',
    );
    await user.click(screen.getByRole('radio', { name: 'Seal it now' }));
    expect(fieldValue('Private key')).toBe('');
  });

  it('gives advice for a key server without hiding a check', async () => {
    const { user } = await open();
    drop(file('client.crt', fresh.certificatePem));
    await within(bench()).findByRole('list', { name: /Chain, from/ });
    const lines = (): string[] =>
      within(bench())
        .getAllByRole('listitem', { hidden: true })
        .map((line) => line.textContent)
        .filter((line) => !line.includes('KMIP interface'));
    const before = lines();
    await user.click(screen.getByText('What your key server expects'));
    await user.selectOptions(
      screen.getByRole('combobox', { name: 'Key server' }),
      'Thales CipherTrust Manager',
    );
    expect(
      screen.getByRole('list', { name: /Advice for Thales/ }).textContent,
    ).toContain('common name (CN)');
    expect(before.every((line) => lines().includes(line))).toBe(true);
  });

  it('has nothing for axe to complain about', async () => {
    const { view } = await open();
    drop(
      file('client.crt', fresh.certificatePem),
      file('client.key', lockedKey),
    );
    await within(bench()).findByLabelText(/Password of/);
    const { violations } = await axe.run(view.container, {
      rules: {
        'color-contrast': { enabled: false },
        region: { enabled: false },
      },
    });
    expect(violations.map(({ id }) => id)).toEqual([]);
  });
});
