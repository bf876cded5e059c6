import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { describe, expect, it } from 'vitest';

import { expectAccessible } from '../../testing/check-accessibility.ts';
import { SESSIONS } from '../../testing/session-fixtures.ts';
import { renderPage } from '../../testing/render-page.tsx';

const CHANGE = '0191d3c4-7a1e-7c0f-9d0e-0d4f7c2b1a02';

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

const UP_TO_DATE = {
  name: 'archive',
  type: 'file',
  behind: 0,
  sentAt: '2026-11-21T03:00:00.000Z',
  failingSince: null,
  problem: null,
};

const open = (path: string, sinks: unknown[] = [], row: unknown = ROW) =>
  renderPage(path, SESSIONS.admin, {
    'GET /api/audit': () => ({
      body: {
        items: [row],
        names: { [CHANGE]: 'CHG-1042' },
        nextCursor: 'more',
        count: { value: 10_000, isMore: true },
      },
    }),
    'GET /api/audit/sinks': () => ({ body: { items: sinks } }),
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
      screen.getByRole('link', { name: 'Download CSV' }).getAttribute('href') ??
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
    await userEvent.click(
      screen.getByRole('button', { name: /^Details of row / }),
    );
    expect(await screen.findByText('c'.repeat(64))).toBeTruthy();
    expect(screen.getByText('b'.repeat(64))).toBeTruthy();
  });

  it('names what a row is about as it is called today, and leads there', async () => {
    await open('/audit', [], { ...ROW, object: CHANGE });
    const link = await screen.findByRole('link', { name: 'CHG-1042' });
    expect(link.getAttribute('href')).toBe(`/changes/${CHANGE}`);
    await userEvent.click(
      screen.getByRole('button', { name: /^Details of row / }),
    );
    expect(await screen.findByText(CHANGE)).toBeTruthy();
  });

  it('says how many rows there are, and shows the oldest first when asked', async () => {
    const { router } = await open('/audit');
    expect(await screen.findByText('1 of 10,000+ shown')).toBeTruthy();
    await userEvent.click(
      screen.getByRole('button', { name: 'Order: Newest first' }),
    );
    await userEvent.click(
      await screen.findByRole('option', { name: 'Oldest first' }),
    );
    await waitFor(() => {
      expect(router.state.location.search).toEqual({ sort: 'oldest' });
    });
  });

  it('says where the log does not arrive, and since when', async () => {
    await open('/audit', [
      UP_TO_DATE,
      {
        ...UP_TO_DATE,
        name: 'siem',
        type: 'https',
        behind: 1_200,
        failingSince: '2026-11-21T02:00:00.000Z',
        problem: 'HTTP 503',
      },
    ]);
    expect(
      await screen.findByText(/The audit log does not reach siem/),
    ).toBeTruthy();
    expect(screen.getByText(/HTTP 503\. 1,200 rows wait/)).toBeTruthy();
    expect(screen.getByText(/archive \(up to date\)/)).toBeTruthy();
    await expectAccessible();
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
