import { screen } from '@testing-library/react';
import { describe, expect, it } from 'vitest';

import { expectAccessible } from '../../testing/check-accessibility.ts';
import { SESSIONS } from '../../testing/session-fixtures.ts';
import { renderPage } from '../../testing/render-page.tsx';

const EMPTY = { body: { items: [], nextCursor: null } };
const LISTS = {
  'GET /api/tasks': () => EMPTY,
  'GET /api/changes': () => EMPTY,
  'GET /api/connections': () => EMPTY,
};

describe('a restored console', () => {
  it('says on every page that something may be missing, and what to look at', async () => {
    const restored = {
      at: '2026-11-20T10:00:00.000Z',
      asOf: '2026-11-19T23:00:00.000Z',
    };
    await renderPage('/', { ...SESSIONS.reviewer, restored }, LISTS);
    expect(
      await screen.findByText(/done after that is missing here/),
    ).toBeTruthy();
    await expectAccessible();
  });

  it('says nothing once all of that is closed', async () => {
    await renderPage('/', SESSIONS.reviewer, LISTS);
    await screen.findByRole('navigation', { name: 'Pages' });
    expect(screen.queryByText(/was restored/)).toBeNull();
  });
});
