import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { describe, expect, it } from 'vitest';

import { expectAccessible } from '../../testing/check-accessibility.ts';
import {
  aChangeSummary,
  aTaskSummary,
  SESSIONS,
} from '../../testing/fixtures.ts';
import { renderPage } from '../../testing/render-page.tsx';

const HANDLERS = {
  'GET /api/changes': () => ({
    body: { items: [aChangeSummary()], nextCursor: null },
  }),
  'GET /api/tasks': () => ({
    body: { items: [aTaskSummary()], nextCursor: null },
  }),
};

async function sections(): Promise<(string | null)[]> {
  await screen.findByRole('heading', { level: 1, name: 'What needs you now' });
  return screen
    .getAllByRole('heading', { level: 2 })
    .map((heading) => heading.textContent);
}

describe('the home page', () => {
  it('shows a reviewer first what waits for them', async () => {
    const { calls } = await renderPage('/', SESSIONS.reviewer, HANDLERS);
    expect((await sections())[0]).toBe('Awaiting your decision');
    expect(calls.find((call) => call.path === '/api/changes')?.query).toEqual({
      awaiting: 'me',
      limit: '6',
    });
    await expectAccessible();
  });

  it('shows an admin failed and unsettled tasks, their own open changes and connections that need a look', async () => {
    const unwell = {
      id: 'c1',
      name: 'esx-02',
      kind: 'esx',
      health: 'unreachable',
      healthDetail: 'No answer.',
      checkedAt: null,
    };
    await renderPage('/', SESSIONS.admin, {
      ...HANDLERS,
      'GET /api/connections': () => ({ body: { items: [unwell] } }),
    });
    expect(await screen.findByRole('link', { name: 'esx-02' })).toBeTruthy();
    expect(await sections()).toEqual([
      'Failed or unsettled',
      'Your open changes',
      'Connections that need a look',
      'Running now',
      'Recently',
    ]);
  });

  it('shows the helpdesk a search and what runs, and finds by what a caller says', async () => {
    const user = userEvent.setup();
    const { router } = await renderPage('/', SESSIONS.helpdesk, HANDLERS);
    expect(await sections()).toEqual(['Running now', 'Recently']);
    await user.type(
      within(screen.getByRole('search')).getByRole('searchbox'),
      'INC-20817{Enter}',
    );
    expect(
      await screen.findByRole('heading', { level: 1, name: 'Tasks' }),
    ).toBeTruthy();
    expect(router.state.location.search).toEqual({ q: 'INC-20817' });
  });
});
