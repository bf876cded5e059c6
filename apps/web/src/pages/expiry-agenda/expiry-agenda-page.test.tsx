import type { AgendaItem, ExpiryAgenda, Session } from '@keyward/contract';
import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { describe, expect, it } from 'vitest';

import { expectAccessible } from '../../testing/check-accessibility.ts';
import {
  anAgenda,
  anAgendaItem,
  aUse,
  inDays,
  VC,
} from '../../testing/estate-fixtures.ts';
import { CHANGE_ID } from '../../testing/change-fixtures.ts';
import { SESSIONS } from '../../testing/session-fixtures.ts';
import { renderPage } from '../../testing/render-page.tsx';

function open(
  items: readonly AgendaItem[],
  {
    path = '/certificates/agenda',
    session = SESSIONS.admin,
    agenda = {},
  }: {
    path?: string;
    session?: Session;
    agenda?: Partial<ExpiryAgenda>;
  } = {},
) {
  return renderPage(path, session, {
    'GET /api/expiry-agenda': () => ({ body: anAgenda(items, agenda) }),
  });
}

const rowOf = async (name: string): Promise<HTMLElement> => {
  const link = await screen.findByRole('link', { name });
  const row = link.closest('tr');
  if (row === null) throw new Error('The link is in no row.');
  return row;
};

describe('the expiry agenda', () => {
  it('shows the last safe day beside the end, and says what it was computed from', async () => {
    await open([anAgendaItem()]);
    const row = await rowOf('kmip-client');
    expect(within(row).getByText(/^Request within [45] days$/)).toBeTruthy();
    expect(within(row).getByText('in 11 days')).toBeTruthy();
    expect(
      screen.getByText(/2 approved changes have been measured yet, and 5 are/),
    ).toBeTruthy();
    await expectAccessible();
  });

  it('says how long requests really took once enough were measured', async () => {
    const measured = {
      ...anAgendaItem().lead,
      hours: 55,
      basis: 42,
      measured: true,
    };
    await open([anAgendaItem({ lead: measured })], {
      agenda: { lead: measured },
    });
    expect(
      await screen.findByText(
        /^Request a renewal 55 hours before.* took 31 hours at the 90th percentile of 42 measured changes/,
      ),
    ).toBeTruthy();
  });

  it('opens the form of the renewal with what the place tells', async () => {
    await open([anAgendaItem()]);
    const renew = await screen.findByRole('link', { name: 'Renew at kmip-1' });
    expect(renew.getAttribute('href')).toBe(
      `/changes/new?operation=vcenter.update-provider-client-certificate&connection=${VC}&cluster=domain-c8&provider=kmip-1`,
    );
  });

  it('names the change that renews it already and offers no second one', async () => {
    const [use] = anAgendaItem().uses;
    await open([
      anAgendaItem({
        uses: [
          {
            ...aUse(),
            start: use?.start ?? null,
            renewedBy: {
              changeId: CHANGE_ID,
              reference: 'CHG-1042',
              state: 'pending',
            },
          },
        ],
      }),
    ]);
    const row = await rowOf('kmip-client');
    expect(within(row).getByText('Being renewed')).toBeTruthy();
    expect(
      within(row).getByRole('link', { name: 'CHG-1042' }).getAttribute('href'),
    ).toBe(`/changes/${CHANGE_ID}`);
    expect(screen.queryByRole('link', { name: /^Renew/ })).toBeNull();
  });

  it('tells what to do where the console cannot renew', async () => {
    await open([
      anAgendaItem({
        operation: null,
        howToRenew: 'Install the renewed certificate on the ONTAP cluster.',
        uses: [{ ...aUse(), start: null, renewedBy: null }],
      }),
    ]);
    expect(await screen.findByText(/^Install the renewed/)).toBeTruthy();
    expect(screen.queryByRole('link', { name: /^Renew/ })).toBeNull();
  });

  it('offers a reviewer nothing to renew', async () => {
    await open([anAgendaItem()], { session: SESSIONS.reviewer });
    await rowOf('kmip-client');
    expect(screen.queryByRole('link', { name: /^Renew/ })).toBeNull();
  });

  it('is closed to the helpdesk, and not in its navigation', async () => {
    const { calls } = await open([], { session: SESSIONS.helpdesk });
    expect(
      await screen.findByText('Your role does not open this page'),
    ).toBeTruthy();
    expect(screen.queryByRole('link', { name: 'Certificates' })).toBeNull();
    expect(calls.some(({ path }) => path === '/api/expiry-agenda')).toBe(false);
  });
});

describe('the calendar of the agenda', () => {
  const path = '/certificates/agenda?view=calendar';

  it('has a button for each day to request and each end, in a table of weeks', async () => {
    const today = anAgendaItem({
      lastSafeDayToRequest: inDays(0),
      expiresAt: inDays(0),
    });
    await open([today], { path });
    const table = await screen.findByRole('table');
    expect(within(table).getAllByRole('columnheader')).toHaveLength(7);
    expect(
      within(table).getByRole('button', { name: 'Request: kmip-client' }),
    ).toBeTruthy();
    expect(
      within(table).getByRole('button', { name: 'Ends: kmip-client' }),
    ).toBeTruthy();
    expect(
      within(screen.getByRole('navigation', { name: 'Months' })).getAllByRole(
        'link',
      ),
    ).toHaveLength(12);
    await expectAccessible();
  });

  it('opens an entry with the keyboard, and gives the focus back when it is closed', async () => {
    const user = userEvent.setup();
    const { router } = await open(
      [anAgendaItem({ lastSafeDayToRequest: inDays(0) })],
      { path },
    );
    const entry = await screen.findByRole('button', {
      name: 'Request: kmip-client',
    });
    entry.focus();
    await user.keyboard('{Enter}');
    const details = await screen.findByRole('region', { name: 'kmip-client' });
    expect(document.activeElement?.textContent).toBe('kmip-client');
    expect(
      within(details).getByRole('link', { name: 'Renew at kmip-1' }),
    ).toBeTruthy();
    expect(router.state.location.search).toMatchObject({ view: 'calendar' });
    await user.keyboard('{Escape}');
    await waitFor(() => {
      expect(screen.queryByRole('region', { name: 'kmip-client' })).toBeNull();
    });
    expect(document.activeElement?.id).toMatch(/^agenda-request/);
  });

  it('says how much lies before and after what it shows', async () => {
    await open(
      [
        anAgendaItem({
          status: 'overdue',
          lastSafeDayToRequest: inDays(-40),
        }),
        anAgendaItem({
          sha256: 'ef'.repeat(32),
          status: 'later',
          lastSafeDayToRequest: inDays(900),
          expiresAt: inDays(907),
        }),
      ],
      { path },
    );
    expect(
      await screen.findByRole('link', {
        name: '1 certificate is past the last safe day',
      }),
    ).toBeTruthy();
    expect(
      screen.getByText(/^1 certificate has to be requested after these months/),
    ).toBeTruthy();
  });
});
