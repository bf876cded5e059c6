import { screen, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';

import { expectAccessible } from '../../testing/check-accessibility.ts';
import { aPolicy, RULE } from '../../testing/policy-fixtures.ts';
import { SESSIONS } from '../../testing/session-fixtures.ts';
import { renderPage } from '../../testing/render-page.tsx';

const ONTAP = {
  id: '0199a000-0000-7000-8000-0000000000c1',
  name: 'ontap-01',
  kind: 'ontap',
};

function rows(): (string | null)[][] {
  return screen
    .getAllByRole('row')
    .slice(1)
    .map((row) => [...row.children].map((cell) => cell.textContent));
}

describe('the policy', () => {
  it('is there in plain words, from the general rule to the one for a target', async () => {
    await renderPage('/policy', SESSIONS.reviewer, {
      'GET /api/connections': () => ({ body: { items: [ONTAP] } }),
      'GET /api/policy': () => ({
        body: aPolicy({
          version: 3,
          document: {
            v: 2,
            passkey: 'required',
            risk: {
              high: { ...RULE, approvals: 2, coolOffMinutes: 15 },
              standard: RULE,
            },
            operations: { 'ontap.add-key-servers': RULE },
            targets: [
              {
                connectionId: ONTAP.id,
                operation: null,
                rule: { ...RULE, windowHours: 8, maxExpiryHours: 24 },
              },
            ],
          },
        }),
      }),
    });
    await screen.findByText('ontap-01');
    expect(rows()).toEqual([
      [
        'Every high-risk operationwithout a rule of its own',
        '2 approvals by reviewers',
        '7 days',
        '15 minutes',
        '7 days',
      ],
      [
        'Every other operationwithout a rule of its own',
        '1 approval by reviewers',
        '7 days',
        'none',
        '7 days',
      ],
      [
        'Add key servers to a key manager',
        '1 approval by reviewers',
        '7 days',
        'none',
        '7 days',
      ],
      [
        'ontap-01every operation on it',
        '1 approval by reviewers',
        '8 hours',
        'none',
        '24 hours',
      ],
    ]);
    expect(screen.getByText('Required')).toBeTruthy();
    expect(
      screen.queryByRole('link', { name: 'Change the policy' }),
    ).toBeNull();
    await expectAccessible();
  });

  it('leads a security admin to the change of it, and says when it is set-up', async () => {
    await renderPage('/policy', SESSIONS.admin, {
      'GET /api/policy': () => ({ body: aPolicy({ setUp: true }) }),
    });
    const link = await screen.findByRole('link', { name: 'Change the policy' });
    expect(link.getAttribute('href')).toBe(
      '/changes/new?operation=console.update-policy',
    );
    expect(screen.getByText(/This console is being set up/)).toBeTruthy();
  });

  it('says which change brought it', async () => {
    const changeId = '0199a000-0000-7000-8000-00000000ca09';
    await renderPage('/policy', SESSIONS.reviewer, {
      'GET /api/policy': () => ({ body: aPolicy({ changeId }) }),
    });
    const facts = within(
      await screen.findByRole('region', { name: 'In force' }),
    );
    expect(facts.getByRole('link').getAttribute('href')).toBe(
      `/changes/${changeId}`,
    );
  });
});
