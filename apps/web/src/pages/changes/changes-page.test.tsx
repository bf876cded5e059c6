import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { describe, expect, it } from 'vitest';

import { expectAccessible } from '../../testing/check-accessibility.ts';
import type { ReceivedCall } from '../../testing/fake-console.ts';
import { aChangeSummary } from '../../testing/change-fixtures.ts';
import { SESSIONS } from '../../testing/session-fixtures.ts';
import { renderPage } from '../../testing/render-page.tsx';

const LIST = 'GET /api/changes';

/** The last time the list was asked for; the event stream may have been asked for since. */
function lastList(calls: readonly ReceivedCall[]): ReceivedCall | undefined {
  return calls.findLast((call) => call.path === '/api/changes');
}

describe('the list of changes', () => {
  it('restores its filters from the address', async () => {
    const { calls } = await renderPage(
      '/changes?state=failed,expired&ticket=00123',
      SESSIONS.reviewer,
      {
        [LIST]: () => ({
          body: { items: [aChangeSummary()], nextCursor: null },
        }),
      },
    );
    expect(await screen.findByRole('link', { name: 'CHG-1042' })).toBeTruthy();
    expect(calls.find((call) => call.path === '/api/changes')?.query).toEqual({
      state: 'failed,expired',
      ticket: '00123',
    });
    expect(
      screen.getByRole('searchbox', { name: 'Search: Ticket number' }),
    ).toHaveProperty('value', '00123');
    await expectAccessible();
  });

  it('puts every filter into the address and asks again', async () => {
    const user = userEvent.setup();
    const { router, calls } = await renderPage('/changes', SESSIONS.reviewer, {
      [LIST]: () => ({ body: { items: [aChangeSummary()], nextCursor: null } }),
    });
    await user.click(await screen.findByRole('button', { name: 'State' }));
    await user.click(await screen.findByRole('checkbox', { name: 'Failed' }));
    await user.click(screen.getByRole('button', { name: 'Awaiting me' }));
    await waitFor(() => {
      expect(router.state.location.search).toEqual({
        state: 'failed',
        awaiting: 'me',
      });
    });
    await waitFor(() => {
      expect(lastList(calls)?.query).toEqual({
        state: 'failed',
        awaiting: 'me',
      });
    });
  });

  it('says how many there are, and puts the order into the address', async () => {
    const user = userEvent.setup();
    const { router } = await renderPage('/changes', SESSIONS.reviewer, {
      [LIST]: () => ({
        body: {
          items: [aChangeSummary()],
          nextCursor: 'more',
          count: { value: 1_234, isMore: false },
        },
      }),
    });
    expect(await screen.findByText('1 of 1,234 shown')).toBeTruthy();
    await user.click(
      screen.getByRole('button', { name: 'Order: Newest first' }),
    );
    await user.click(
      await screen.findByRole('option', { name: 'Open, next deadline first' }),
    );
    await waitFor(() => {
      expect(router.state.location.search).toEqual({ sort: 'deadline' });
    });
  });

  it('searches when typing pauses or Enter is pressed', async () => {
    const user = userEvent.setup();
    const { router } = await renderPage('/changes', SESSIONS.reviewer, {
      [LIST]: () => ({ body: { items: [aChangeSummary()], nextCursor: null } }),
    });
    await user.type(
      await screen.findByRole('searchbox', { name: /^Search/ }),
      'kms3{Enter}',
    );
    await waitFor(() => {
      expect(router.state.location.search).toEqual({ q: 'kms3' });
    });
  });

  it('pages on with the cursor of the last page', async () => {
    const user = userEvent.setup();
    const { calls } = await renderPage('/changes', SESSIONS.reviewer, {
      [LIST]: ({ query }) => ({
        body:
          query['cursor'] === undefined
            ? { items: [aChangeSummary()], nextCursor: 'next-one' }
            : {
                items: [
                  aChangeSummary({
                    id: '0199a000-0000-7000-8000-0000000000ff',
                    reference: 'CHG-0007',
                  }),
                ],
                nextCursor: null,
              },
      }),
    });
    await user.click(await screen.findByRole('button', { name: 'Show more' }));
    expect(await screen.findByRole('link', { name: 'CHG-0007' })).toBeTruthy();
    expect(screen.getByRole('link', { name: 'CHG-1042' })).toBeTruthy();
    expect(lastList(calls)?.query).toEqual({ cursor: 'next-one' });
    expect(screen.queryByRole('button', { name: 'Show more' })).toBeNull();
  });

  it('tells nothing there from nothing that matches', async () => {
    const user = userEvent.setup();
    const { router } = await renderPage('/changes?q=zzz', SESSIONS.admin, {
      [LIST]: () => ({ body: { items: [], nextCursor: null } }),
    });
    expect(
      await screen.findByText('Nothing matches these filters'),
    ).toBeTruthy();
    await user.click(
      screen.getAllByRole('button', { name: 'Clear filters' }).at(-1) ??
        document.body,
    );
    expect(
      await screen.findByText('No change has been submitted yet'),
    ).toBeTruthy();
    expect(router.state.location.search).toEqual({});
  });

  it('says what went wrong and offers another try', async () => {
    const user = userEvent.setup();
    let tries = 0;
    await renderPage('/changes?cursor=x&q=a', SESSIONS.admin, {
      [LIST]: () => {
        tries += 1;
        if (tries > 1) {
          return { body: { items: [aChangeSummary()], nextCursor: null } };
        }
        return {
          status: 400,
          body: {
            code: 'invalid_cursor',
            title: 'The cursor is not valid for this list',
            status: 400,
            requestId: 'r-9',
          },
        };
      },
    });
    expect(
      await screen.findByText('The cursor is not valid for this list'),
    ).toBeTruthy();
    await user.click(screen.getByRole('button', { name: 'Try again' }));
    expect(await screen.findByRole('link', { name: 'CHG-1042' })).toBeTruthy();
  });

  it('offers a new change only to who may submit one', async () => {
    await renderPage('/changes', SESSIONS.reviewer, {
      [LIST]: () => ({ body: { items: [], nextCursor: null } }),
    });
    expect(
      await screen.findByText('No change has been submitted yet'),
    ).toBeTruthy();
    expect(screen.queryByRole('link', { name: 'New change' })).toBeNull();
  });
});
