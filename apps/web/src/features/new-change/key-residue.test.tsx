import { fireEvent, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { describe, expect, it, vi } from 'vitest';

import { fakeConsole } from '../../testing/fake-console.ts';
import { TRUST_VCENTER } from '../../testing/connection-fixtures.ts';
import {
  noDraft,
  REPLACE_CLIENT_CERTIFICATE,
} from '../../testing/new-change-fixtures.ts';
import { aPolicy } from '../../testing/policy-fixtures.ts';
import { issueCertificate } from '../../testing/issue-certificate.ts';
import { renderInApp } from '../../testing/render-in-app.tsx';
import { NewChange } from './new-change.tsx';

const PREVIEW = {
  plan: {
    before: null,
    after: null,
    sentences: ['The client certificate will be replaced.'],
    differences: [],
    request: { method: 'PATCH', path: '/api/x', body: {} },
  },
  checks: [],
  planDigest: 'a'.repeat(64),
  conflicts: [],
  lastSame: null,
};

function estate(items: readonly unknown[]) {
  return () => ({
    body: { items, observedAt: '2026-11-21T03:00:00.000Z', refreshing: false },
  });
}

/** Everything a browser keeps or shows, as one text. */
async function residue(): Promise<string> {
  const fields = [
    ...document.querySelectorAll<HTMLInputElement | HTMLTextAreaElement>(
      'input, textarea',
    ),
  ].map(({ value }) => value);
  const databases =
    'indexedDB' in globalThis ? await indexedDB.databases() : [];
  return JSON.stringify([
    document.documentElement.outerHTML,
    fields,
    { ...localStorage },
    { ...sessionStorage },
    document.cookie,
    location.href,
    history.state,
    document.title,
    databases,
  ]);
}

describe('a private key that was submitted', () => {
  it('is gone from fields, page, storage, address and history', async () => {
    const { certificatePem, privateKeyPem } =
      await issueCertificate('CN=kmip-client');
    const trace = privateKeyPem.split('\n')[1] ?? '';
    expect(trace).toHaveLength(64);
    const { calls } = fakeConsole({
      [`GET /api/connections/${TRUST_VCENTER.id}/estate/trust-authority-clusters`]:
        estate([]),
      [`GET /api/connections/${TRUST_VCENTER.id}/estate/key-providers`]: estate(
        [],
      ),
      'POST /api/changes/preview': () => ({ body: PREVIEW }),
      'POST /api/changes': () => ({ status: 201, body: { id: 'change-1' } }),
    });
    const onSubmitted = vi.fn<(id: string) => void>();
    await renderInApp(
      <NewChange
        entries={[REPLACE_CLIENT_CERTIFICATE]}
        operation={REPLACE_CLIENT_CERTIFICATE.id}
        connectionId={TRUST_VCENTER.id}
        start={{}}
        policy={aPolicy()}
        copied={null}
        draft={noDraft()}
        onChoose={vi.fn()}
        onSubmitted={onSubmitted}
      />,
    );
    const user = userEvent.setup();
    await user.type(
      await screen.findByRole('combobox', { name: 'Trust Authority cluster' }),
      'domain-c8{Tab}',
    );
    await user.type(
      screen.getByRole('combobox', { name: 'Key provider' }),
      'kmip-1{Tab}',
    );
    const bench = screen.getByRole('region', { name: 'Certificate files' });
    fireEvent.drop(within(bench).getByText(/Drop what your CA sent/), {
      dataTransfer: {
        files: [new File([privateKeyPem, certificatePem], 'client.pem')],
        getData: () => '',
      },
    });
    await user.click(
      await within(bench).findByRole('button', {
        name: 'Use this certificate',
      }),
    );
    expect(await residue()).toContain(trace);
    await user.click(
      screen.getByRole('button', { name: 'Preview the change' }),
    );
    await user.type(
      await screen.findByRole('textbox', { name: /Reason/ }),
      'It runs out',
    );
    await user.click(
      screen.getByRole('button', { name: 'Submit for approval' }),
    );
    await vi.waitFor(() => {
      expect(onSubmitted).toHaveBeenCalledWith('change-1');
    });

    expect(await residue()).not.toContain(trace);
    // It was sent once, in the body of the submit.
    const carrying = calls.filter((call) =>
      JSON.stringify([call.path, call.query, call.body]).includes(trace),
    );
    expect(carrying.map(({ path }) => path)).toEqual(['/api/changes']);
  });
});
