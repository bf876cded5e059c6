import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { describe, expect, it, vi } from 'vitest';

import { expectAccessible } from '../../testing/check-accessibility.ts';
import { SESSIONS } from '../../testing/session-fixtures.ts';
import { renderPage } from '../../testing/render-page.tsx';

async function found(): Promise<HTMLElement[]> {
  const list = await screen.findByRole('list', { name: 'Known problems' });
  return within(list).getAllByRole('listitem');
}

describe('the known problems', () => {
  it('are found by a code that somebody reads out, whatever its spelling', async () => {
    const { router } = await renderPage(
      '/known-problems?q=unknown-ca',
      SESSIONS.helpdesk,
      {},
    );
    const [first] = await found();
    expect(first?.textContent).toMatch(/unknown.ca/i);
    await expectAccessible();
    const user = userEvent.setup();
    await user.click(within(first ?? document.body).getByRole('link'));
    expect(
      await screen.findByRole('heading', { name: 'Why it happens' }),
    ).toBeTruthy();
    expect(screen.getByRole('heading', { name: 'What to do' })).toBeTruthy();
    expect(router.history.location.pathname).toMatch(
      /^\/known-problems\/[a-z0-9-]+$/,
    );
    await expectAccessible();
  });

  it('are those of one system when that is chosen, with what both vSphere systems share', async () => {
    await renderPage('/known-problems?system=esx&q=timed', SESSIONS.admin, {});
    const rows = await found();
    expect(rows.map((row) => row.textContent).join()).toContain(
      'vCenter and ESX',
    );
    expect(rows.map((row) => row.textContent).join()).not.toContain('ONTAP');
  });

  it('say what to try when there is none', async () => {
    await renderPage('/known-problems?q=zzzz', SESSIONS.reviewer, {});
    expect(
      await screen.findByRole('heading', {
        name: 'No known problem has these words',
      }),
    ).toBeTruthy();
  });

  it('are copied whole, with their address', async () => {
    const user = userEvent.setup();
    await renderPage('/known-problems/ontap-1', SESSIONS.helpdesk, {});
    const write = vi.spyOn(navigator.clipboard, 'writeText');
    await user.click(
      await screen.findByRole('button', { name: 'Copy for a ticket' }),
    );
    expect(write.mock.calls[0]?.[0]).toMatch(
      /^ONTAP · 1\n.+\nWhy: .+\nCheck: .+\nThen: .+\n/,
    );
  });

  it('lead on from an address that no entry has', async () => {
    await renderPage('/known-problems/nonsense', SESSIONS.helpdesk, {});
    expect(
      await screen.findByRole('link', { name: 'Search the list' }),
    ).toBeTruthy();
  });
});
