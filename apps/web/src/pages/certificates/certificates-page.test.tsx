import type { Certificates } from '@keyward/contract';
import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { describe, expect, it } from 'vitest';

import { expectAccessible } from '../../testing/check-accessibility.ts';
import {
  aKnownCertificate,
  aSource,
  aUse,
  inDays,
} from '../../testing/estate-fixtures.ts';
import { CHANGE_ID } from '../../testing/change-fixtures.ts';
import { SESSIONS } from '../../testing/session-fixtures.ts';
import { renderPage } from '../../testing/render-page.tsx';

const ROOT = aKnownCertificate({
  subject: 'CN=Corp Root',
  sha256: '12'.repeat(32),
  notAfter: inDays(400),
  uses: [
    aUse({
      objectName: 'svm-1 (external key manager)',
      connectionName: 'ontap-01',
      place: {
        type: 'key_manager_server_ca',
        itemId: 'km-1',
        certificateUuid: 'u-1',
      },
    }),
    aUse({ objectName: 'kmip-2' }),
  ],
});

function open(path: string, over: Partial<Certificates> = {}) {
  return renderPage(path, SESSIONS.reviewer, {
    'GET /api/certificates': () => ({
      body: {
        items: [aKnownCertificate(), ROOT],
        unread: [],
        sources: [aSource()],
        ...over,
      },
    }),
  });
}

describe('the certificates', () => {
  it('say how long each is valid in a word, and open to every place of use', async () => {
    const { router } = await open('/certificates');
    expect(await screen.findByText('11 days left')).toBeTruthy();
    expect(screen.getByText(/1 more place/)).toBeTruthy();
    const [, second] = screen.getAllByRole('button', { name: /^Details of / });
    if (second === undefined) throw new Error('There are two rows.');
    await userEvent.click(second);
    expect(await screen.findByText('2 places of use')).toBeTruthy();
    expect(screen.getByRole('link', { name: 'kmip-2' })).toBeTruthy();
    expect(router.state.location.search).toEqual({ open: ROOT.sha256 });
    await expectAccessible();
  });

  it('are found by a fingerprint as people read it out', async () => {
    await open('/certificates?q=12:12:12');
    expect(await screen.findByText('1 of 2 shown')).toBeTruthy();
    expect(screen.getByText('Corp Root')).toBeTruthy();
  });

  it('are narrowed to what ends soon and ordered by the address', async () => {
    const { router } = await open('/certificates?sort=last');
    const rows = await screen.findAllByText(/issued by/);
    expect(rows[0]?.parentElement?.textContent).toContain('Corp Root');
    await userEvent.click(screen.getByRole('button', { name: 'Ends' }));
    await userEvent.click(
      await screen.findByRole('option', { name: 'Within 30 days' }),
    );
    await waitFor(() => {
      expect(screen.queryByText('Corp Root')).toBeNull();
    });
    expect(router.state.location.search).toEqual({ sort: 'last', ends: '30' });
  });

  it('name the changes that propose them', async () => {
    await open('/certificates', {
      items: [
        aKnownCertificate({
          uses: [],
          proposedBy: [
            {
              changeId: CHANGE_ID,
              reference: 'CHG-1042',
              state: 'pending',
              connectionId: aUse().connectionId,
              connectionName: 'vc-ta',
              objectName: 'kmip-1',
            },
          ],
        }),
      ],
    });
    expect(await screen.findByText('Proposed')).toBeTruthy();
    expect(
      screen.getByRole('link', { name: 'CHG-1042' }).getAttribute('href'),
    ).toBe(`/changes/${CHANGE_ID}`);
  });

  it('say what could not be read, and which target did not answer', async () => {
    await open('/certificates', {
      unread: [{ use: aUse(), name: 'old-client' }],
      sources: [aSource({ observedAt: null, problem: 'No answer.' })],
    });
    const section = await screen.findByRole('region', {
      name: 'In use, but not readable',
    });
    expect(within(section).getByText(/old-client/)).toBeTruthy();
    expect(
      screen.getByText(/vc-ta, key providers: never read. No answer./),
    ).toBeTruthy();
  });
});
