import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { describe, expect, it, vi } from 'vitest';

import {
  fakeConsole,
  type Answer,
  type ReceivedCall,
} from '../../testing/fake-console.ts';
import { renderInApp } from '../../testing/render-in-app.tsx';
import { NewConnection } from './new-connection.tsx';

const THUMBPRINT = 'ab'.repeat(32);
const PASSWORD = 'only-for-this-test';

const PROBE = {
  sha256: THUMBPRINT,
  subject: 'CN=ontap-01',
  issuer: 'CN=ontap-01',
  subjectAltNames: ['ontap-01.example.com'],
  notBefore: '2026-01-01T00:00:00.000Z',
  notAfter: '2036-01-01T00:00:00.000Z',
  serialNumber: '0A',
  selfSigned: true,
  keyType: 'RSA 2048',
  tlsVersion: 'TLSv1.3',
  address: '10.0.0.9',
  chainLength: 1,
};

async function open(
  handlers: Record<string, (call: ReceivedCall) => Answer> = {},
) {
  const { calls } = fakeConsole({
    'POST /api/connections/probe': () => ({ body: PROBE }),
    ...handlers,
  });
  const onReady = vi.fn<(id: string) => void>();
  await renderInApp(<NewConnection onReady={onReady} />);
  const user = userEvent.setup();
  await user.click(screen.getByRole('radio', { name: 'NetApp ONTAP' }));
  await user.type(
    screen.getByRole('textbox', { name: 'Host' }),
    'ontap-01.example.com',
  );
  await user.click(
    screen.getByRole('button', { name: 'Read its certificate' }),
  );
  await screen.findByText('CN=ontap-01');
  return { calls, onReady, user };
}

describe('adding a connection', () => {
  it('shows the certificate but not its thumbprint, which has to come from elsewhere', async () => {
    await open();
    expect(document.body.textContent.toLowerCase()).not.toContain('ab:ab:ab');
  });

  it('says when the typed thumbprint is that of another certificate', async () => {
    const { user } = await open();
    await user.type(
      screen.getByRole('textbox', { name: 'SHA-256 fingerprint' }),
      'cd'.repeat(32),
    );
    expect(
      await screen.findByText('The target shows another certificate'),
    ).toBeTruthy();
  });

  it('gives the shown thumbprint to nobody who typed another one', async () => {
    const { user } = await open();
    const field = screen.getByRole('textbox', { name: 'SHA-256 fingerprint' });
    await user.type(field, 'cd'.repeat(32));
    await screen.findByText('The target shows another certificate');
    const page = document.body.innerHTML.toLowerCase().replaceAll(':', '');
    expect(page.replaceAll('<wbr>', '')).not.toContain(THUMBPRINT);
    expect(screen.queryByRole('button', { name: /fingerprint/i })).toBeNull();
  });

  it('probes, trusts, creates and tests, in that order, and sends the password once', async () => {
    const { calls, onReady, user } = await open({
      'POST /api/connections': () => ({ status: 201, body: { id: 'c-9' } }),
      'POST /api/connections/c-9/test': () => ({ body: { id: 'c-9' } }),
    });
    await user.type(
      screen.getByRole('textbox', { name: 'SHA-256 fingerprint' }),
      `SHA256 Fingerprint=${'AB:'.repeat(31)}AB`,
    );
    expect(
      await screen.findByText('The target shows this certificate'),
    ).toBeTruthy();
    await user.click(screen.getByRole('button', { name: 'Trust and go on' }));
    await user.type(
      await screen.findByRole('textbox', { name: 'Account' }),
      'keyward',
    );
    await user.type(screen.getByLabelText(/^Password/), PASSWORD);
    await user.click(screen.getByRole('button', { name: 'Add and test' }));
    await vi.waitFor(() => {
      expect(onReady).toHaveBeenCalledWith('c-9');
    });
    expect(calls.map((call) => call.path)).toEqual([
      '/api/connections/probe',
      '/api/connections',
      '/api/connections/c-9/test',
    ]);
    expect(calls[1]?.body).toMatchObject({
      name: 'ontap-01',
      kind: 'ontap',
      host: 'ontap-01.example.com',
      port: 443,
      trust: { mode: 'pin' },
      credential: { username: 'keyward', password: PASSWORD },
    });
    expect(
      calls.filter((call) =>
        JSON.stringify(call.body ?? null).includes(PASSWORD),
      ),
    ).toHaveLength(1);
  });

  it('goes back to the trust step when the server refuses the thumbprint', async () => {
    const { user } = await open({
      'POST /api/connections': () => ({
        status: 502,
        body: {
          code: 'upstream_tls',
          title: 'The target did not prove who it is',
          status: 502,
          requestId: 'r',
          fieldErrors: [
            {
              pointer: '/trust/sha256',
              code: 'pin_mismatch',
              message: 'The target shows another certificate now.',
            },
          ],
        },
      }),
    });
    await user.type(
      screen.getByRole('textbox', { name: 'SHA-256 fingerprint' }),
      THUMBPRINT,
    );
    await user.click(screen.getByRole('button', { name: 'Trust and go on' }));
    await user.type(
      await screen.findByRole('textbox', { name: 'Account' }),
      'keyward',
    );
    await user.type(screen.getByLabelText(/^Password/), PASSWORD);
    await user.click(screen.getByRole('button', { name: 'Add and test' }));
    const field = await screen.findByRole('textbox', {
      name: 'SHA-256 fingerprint',
    });
    await vi.waitFor(() => {
      expect(field.getAttribute('aria-invalid')).toBe('true');
    });
  });
});
