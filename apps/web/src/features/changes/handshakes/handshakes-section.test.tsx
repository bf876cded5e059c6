import type { ChangeDetail, Handshake, LayerResult } from '@keyward/contract';
import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { describe, expect, it } from 'vitest';

import { expectAccessible } from '../../../testing/check-accessibility.ts';
import {
  aChangeToDecide,
  CHANGE_ID,
} from '../../../testing/change-fixtures.ts';
import { SESSIONS } from '../../../testing/session-fixtures.ts';
import { renderPage } from '../../../testing/render-page.tsx';
// Loaded before, so that no test waits for what the page loads only when it is needed.
import './handshakes-section.tsx';

const PATH = `/changes/${CHANGE_ID}`;
const READ = `GET /api${PATH}`;
const AGAIN = `POST /api${PATH}/handshakes`;

function layer(
  name: LayerResult['layer'],
  outcome: LayerResult['outcome'],
  finding: string,
  more: Partial<LayerResult> = {},
): LayerResult {
  return {
    layer: name,
    outcome,
    milliseconds: outcome === 'skipped' ? null : 12.3,
    finding,
    nextStep: null,
    ...more,
  };
}

const SKIPPED = 'Not tried: an earlier layer failed.';
const RIGHT: Handshake = {
  server: 'kms4.corp.example:5696',
  field: '/servers/0/server',
  vantage: 'keyward',
  observedAt: '2026-11-21T10:00:00.000Z',
  clientCertificate: 'shown',
  layers: [
    layer('dns', 'passed', 'Resolves to 10.1.2.3.'),
    layer('tcp', 'passed', '10.1.2.3 accepts connections on port 5696.'),
    layer('tls', 'unverified', 'Not verified: no CA certificate is known.', {
      nextStep: 'Compare the SHA-256.',
    }),
    layer('kmip_versions', 'passed', 'Speaks KMIP 1.4.'),
    layer('kmip_query', 'passed', 'Calls itself “Example”.', {
      milliseconds: 1840,
    }),
  ],
};
const REFUSED: Handshake = {
  ...RIGHT,
  server: 'kms5.corp.example:5696',
  clientCertificate: 'key_not_here',
  layers: [
    layer('dns', 'passed', 'Resolves to 10.1.2.4.'),
    layer('tcp', 'failed', 'Refused: nothing listens.', {
      nextStep: 'Check the port.',
    }),
    layer('tls', 'skipped', SKIPPED),
    layer('kmip_versions', 'skipped', SKIPPED),
    layer('kmip_query', 'skipped', SKIPPED),
  ],
};

function withHandshakes(
  state: ChangeDetail['handshakes']['state'],
  items: Handshake[] = [],
): ChangeDetail {
  return aChangeToDecide({ handshakes: { state, items } });
}

async function show(change: ChangeDetail, more = {}) {
  const page = await renderPage(PATH, SESSIONS.reviewer, {
    [READ]: () => ({ body: change }),
    ...more,
  });
  return {
    ...page,
    section: await screen.findByRole('region', { name: 'Key servers' }),
  };
}

describe('what key servers answered', () => {
  it('stands on the page layer by layer, with icon, word, time and what to do next', async () => {
    const { section } = await show(withHandshakes('done', [RIGHT, REFUSED]));
    const right = within(section).getByRole('region', {
      name: 'kms4.corp.example:5696',
    });
    expect(
      within(right)
        .getAllByRole('listitem')
        .map((item) => item.textContent),
    ).toEqual([
      'PassedName · 12 msResolves to 10.1.2.3.',
      'PassedConnection · 12 ms10.1.2.3 accepts connections on port 5696.',
      'UnverifiedTLS · 12 msNot verified: no CA certificate is known.Next step: Compare the SHA-256.',
      'PassedKMIP versions · 12 msSpeaks KMIP 1.4.',
      'PassedKMIP server · 1.8 sCalls itself “Example”.',
    ]);
    const refused = within(section).getByRole('region', {
      name: 'kms5.corp.example:5696',
    });
    expect(
      within(refused).getByText(/its key is not sealed in this change/),
    ).toBeTruthy();
    expect(
      within(refused).getByText('TLS, KMIP versions, KMIP server'),
    ).toBeTruthy();
    expect(
      within(section).getByText(/Seen from Keyward, not from the target/),
    ).toBeTruthy();
    await expectAccessible();
  });

  it('is announced while it is being asked for, and cannot be asked twice', async () => {
    const { section } = await show(withHandshakes('running', [RIGHT]));
    expect(within(section).getByRole('status').textContent).toContain(
      'are being tried',
    );
    expect(
      within(section).getByRole('button', { name: 'Run again' }),
    ).toHaveProperty('disabled', true);
    await expectAccessible();
  });

  it('says when a look was interrupted, and runs it again', async () => {
    const user = userEvent.setup();
    const { section, calls } = await show(withHandshakes('interrupted'), {
      [AGAIN]: () => ({ body: withHandshakes('running') }),
    });
    expect(within(section).getByRole('status').textContent).toContain(
      'have not been tried to the end',
    );
    await user.click(
      within(section).getByRole('button', { name: 'Run again' }),
    );
    await waitFor(() => {
      expect(within(section).getByRole('status').textContent).toContain(
        'are being tried',
      );
    });
    expect(calls.filter(({ method }) => method === 'POST')).toHaveLength(1);
  });

  it('says why it cannot be run again now', async () => {
    const user = userEvent.setup();
    const { section } = await show(withHandshakes('done', [RIGHT]), {
      [AGAIN]: () => ({
        status: 429,
        body: {
          code: 'rate_limited',
          title: 'Too many requests',
          status: 429,
          detail: 'Wait 12 seconds and try again.',
          requestId: 'r',
        },
      }),
    });
    await user.click(
      within(section).getByRole('button', { name: 'Run again' }),
    );
    expect((await within(section).findByRole('alert')).textContent).toContain(
      'Wait 12 seconds',
    );
  });

  it('is evidence only once the change is closed', async () => {
    const { section } = await show({
      ...withHandshakes('done', [RIGHT]),
      state: 'succeeded',
    });
    expect(
      within(section).queryByRole('button', { name: 'Run again' }),
    ).toBeNull();
  });

  it('has no place on a change without key servers', async () => {
    await renderPage(PATH, SESSIONS.reviewer, {
      [READ]: () => ({ body: withHandshakes('not_needed') }),
    });
    await screen.findByRole('region', { name: 'Checks' });
    expect(screen.queryByRole('region', { name: 'Key servers' })).toBeNull();
  });
});
