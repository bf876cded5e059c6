import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { describe, expect, it } from 'vitest';

import { expectAccessible } from '../../testing/check-accessibility.ts';
import { SESSIONS } from '../../testing/fixtures.ts';
import { renderPage } from '../../testing/render-page.tsx';

const ROW = {
  v: 1,
  seq: 7,
  ts: '2026-11-21T03:00:00.000Z',
  code: 'change.submitted',
  actor: { iss: 'local', sub: 'admin', sidHash: 'a'.repeat(64) },
  personId: null,
  ip: '127.0.0.1',
  action: 'Submitted a change',
  object: 'CHG-1042\u202e',
  outcome: 'success',
  changeHash: null,
  reqId: 'r-1',
  detail: null,
  prevHash: 'b'.repeat(64),
  hash: 'c'.repeat(64),
};

const open = (path: string) =>
  renderPage(path, SESSIONS.admin, {
    'GET /api/audit': () => ({ body: { items: [ROW], nextCursor: null } }),
  });

describe('the audit page', () => {
  it('asks for what the address says and exports the same rows', async () => {
    const { calls } = await open('/audit?outcome=success&object=CHG-1042');
    expect(await screen.findByText('Submitted a change')).toBeTruthy();
    expect(calls.find((call) => call.path === '/api/audit')?.query).toEqual({
      outcome: 'success',
      object: 'CHG-1042',
    });
    const csv = new URL(
      screen.getByRole('link', { name: 'Export CSV' }).getAttribute('href') ??
        '',
      'http://localhost',
    );
    expect(Object.fromEntries(csv.searchParams)).toEqual({
      outcome: 'success',
      object: 'CHG-1042',
      format: 'csv',
    });
    await expectAccessible();
  });

  it('shows characters that would hide, and opens a row to its place in the chain', async () => {
    await open('/audit');
    expect(await screen.findByText('⟨U+202E⟩')).toBeTruthy();
    await userEvent.click(screen.getByRole('button', { name: 'Details' }));
    expect(await screen.findByText('c'.repeat(64))).toBeTruthy();
    expect(screen.getByText('b'.repeat(64))).toBeTruthy();
  });

  it('applies a typed filter on Enter and keeps it in the address', async () => {
    const { router } = await open('/audit');
    await userEvent.type(
      await screen.findByRole('textbox', { name: 'Event code' }),
      'change.approved{Enter}',
    );
    await waitFor(() => {
      expect(router.state.location.search).toEqual({ code: 'change.approved' });
    });
  });
});
