import { draftRequest } from '@keyward/contract';
import { cleanup, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';

import { expectAccessible } from '../../testing/check-accessibility.ts';
import type { ReceivedCall } from '../../testing/fake-console.ts';
import { aChange, CHANGE_ID } from '../../testing/change-fixtures.ts';
import { ONTAP } from '../../testing/connection-fixtures.ts';
import {
  aDraft,
  ADD_KEY_SERVERS,
  DRAFT_ID,
} from '../../testing/new-change-fixtures.ts';
import { SESSIONS } from '../../testing/session-fixtures.ts';
import { renderPage } from '../../testing/render-page.tsx';

const ADDRESS = `/changes/new?operation=${ADD_KEY_SERVERS.id}&connection=${ONTAP.id}`;

/** Keeps whatever comes, as the console does. */
function keep({ path, body }: ReceivedCall) {
  const { values } = draftRequest.parse(body);
  return { body: aDraft({ id: path.split('/').at(-1) ?? '', values }) };
}

const SOURCE = aChange({
  state: 'rejected',
  operation: 'ontap.add-key-servers',
  target: { type: 'connection', connection: ONTAP },
  reason: 'Second site',
  ticket: 'INC-7',
  input: {
    keyManager: 'km-1',
    servers: [
      {
        server: 'kms3.example.com:5696',
        username: 'kmip',
        password: { $secret: '/servers/0/password' },
      },
    ],
  },
});

const HANDLERS = {
  'GET /api/operations': () => ({ body: { items: [ADD_KEY_SERVERS] } }),
  [`GET /api/changes/${CHANGE_ID}`]: () => ({ body: SOURCE }),
  [`GET /api/connections/${ONTAP.id}/estate/key-managers`]: () => ({
    body: {
      items: [],
      observedAt: '2026-11-21T03:00:00.000Z',
      refreshing: false,
    },
  }),
};

describe('the page of a new change', () => {
  it('starts from a closed change: everything but its secrets', async () => {
    await renderPage(
      `/changes/new?copyOf=${CHANGE_ID}`,
      SESSIONS.admin,
      HANDLERS,
    );
    expect(
      await screen.findByRole('textbox', { name: 'Host and port' }),
    ).toHaveProperty('value', 'kms3.example.com:5696');
    expect(screen.getByLabelText('Password')).toHaveProperty('value', '');
    expect(
      screen.getByText(/Copied from CHG-1042. Secrets are never copied/),
    ).toBeTruthy();
    await expectAccessible();
  });

  it('keeps each choice in the address', async () => {
    const { router } = await renderPage(
      '/changes/new',
      SESSIONS.admin,
      HANDLERS,
    );
    await userEvent.click(
      await screen.findByRole('radio', { name: ADD_KEY_SERVERS.title }),
    );
    await waitFor(() => {
      expect(router.state.location.search).toEqual({
        operation: ADD_KEY_SERVERS.id,
        connection: ONTAP.id,
      });
    });
    expect(
      await screen.findByRole('combobox', { name: 'Key manager' }),
    ).toBeTruthy();
  });

  it('takes an operation that does not exist as none', async () => {
    await renderPage(
      '/changes/new?operation=ontap.format-everything',
      SESSIONS.admin,
      HANDLERS,
    );
    expect(
      await screen.findByRole('radio', { name: ADD_KEY_SERVERS.title }),
    ).toBeTruthy();
  });

  it('keeps typed work as a draft and lets the person go', async () => {
    const { router, calls } = await renderPage(ADDRESS, SESSIONS.admin, {
      ...HANDLERS,
      'PUT /api/drafts/*': keep,
    });
    await userEvent.type(
      await screen.findByRole('textbox', { name: 'Host and port' }),
      'kms9',
    );
    await userEvent.click(screen.getByRole('link', { name: 'Connections' }));
    await waitFor(() => {
      expect(router.state.location.pathname).toBe('/connections');
    });
    const [saved] = calls.filter(({ method }) => method === 'PUT');
    expect(saved?.body).toMatchObject({
      operation: ADD_KEY_SERVERS.id,
      connectionId: ONTAP.id,
      values: { servers: [{ server: 'kms9' }] },
    });
  });

  it('asks before a secret is thrown away, and keeps it out of the draft', async () => {
    const { router, calls } = await renderPage(ADDRESS, SESSIONS.admin, {
      ...HANDLERS,
      'PUT /api/drafts/*': keep,
    });
    await userEvent.type(
      await screen.findByLabelText('Password'),
      'only-for-this-test',
    );
    await userEvent.click(screen.getByRole('link', { name: 'Connections' }));
    expect(
      await screen.findByText(/Your draft is kept. The secrets on this page/),
    ).toBeTruthy();
    await userEvent.click(screen.getByRole('button', { name: 'Stay here' }));
    expect(router.state.location.pathname).toBe('/changes/new');
    expect(screen.getByLabelText('Password')).toHaveProperty(
      'value',
      'only-for-this-test',
    );
    expect(JSON.stringify(calls)).not.toContain('only-for-this-test');
  });

  it('names the draft in its address, and opens it again from there', async () => {
    const first = await renderPage(ADDRESS, SESSIONS.admin, {
      ...HANDLERS,
      'PUT /api/drafts/*': keep,
    });
    const server = await screen.findByRole('textbox', {
      name: 'Host and port',
    });
    await userEvent.type(server, 'kms9{Tab}');
    expect(await screen.findByText(/^Draft saved .+\./)).toBeTruthy();
    await waitFor(() => {
      expect(first.router.state.location.search).toHaveProperty('draft');
    });
    expect(server).toHaveProperty('value', 'kms9');
    const { draft } = z
      .object({ draft: z.uuid() })
      .parse(first.router.state.location.search);
    cleanup();

    await renderPage(`/changes/new?draft=${draft}`, SESSIONS.admin, {
      ...HANDLERS,
      [`GET /api/drafts/${draft}`]: () => ({
        body: aDraft({
          id: draft,
          values: { keyManager: '', servers: [{ server: 'kms9' }] },
        }),
      }),
    });
    expect(
      await screen.findByRole('textbox', { name: 'Host and port' }),
    ).toHaveProperty('value', 'kms9');
  });

  it('erases a draft when it is discarded, and starts anew', async () => {
    const { router, calls } = await renderPage(
      `/changes/new?draft=${DRAFT_ID}`,
      SESSIONS.admin,
      {
        ...HANDLERS,
        [`GET /api/drafts/${DRAFT_ID}`]: () => ({ body: aDraft() }),
        [`DELETE /api/drafts/${DRAFT_ID}`]: () => ({}),
      },
    );
    await userEvent.click(
      await screen.findByRole('button', { name: 'Discard draft' }),
    );
    const dialog = await screen.findByRole('dialog');
    await userEvent.click(
      within(dialog).getByRole('button', { name: 'Discard draft' }),
    );
    expect(
      await screen.findByRole('radio', { name: ADD_KEY_SERVERS.title }),
    ).toBeTruthy();
    expect(router.state.location.search).toEqual({});
    expect(calls.some(({ method }) => method === 'DELETE')).toBe(true);
  });

  it('says that a draft ended in another window, and keeps on under another name when told to', async () => {
    const { calls } = await renderPage(
      `/changes/new?draft=${DRAFT_ID}`,
      SESSIONS.admin,
      {
        ...HANDLERS,
        [`GET /api/drafts/${DRAFT_ID}`]: () => ({ body: aDraft() }),
        [`PUT /api/drafts/${DRAFT_ID}`]: () => ({
          status: 404,
          body: { code: 'not_found', title: 'Not found', status: 404 },
        }),
        'PUT /api/drafts/*': keep,
      },
    );
    const saves = () => calls.filter(({ method }) => method === 'PUT');
    await userEvent.type(
      await screen.findByRole('textbox', { name: 'Host and port' }),
      'kms9{Tab}',
    );
    expect(
      await screen.findByText(/was submitted or discarded in another window/),
    ).toBeTruthy();
    await userEvent.type(screen.getByLabelText('User name'), 'more{Tab}');
    expect(saves()).toHaveLength(1);
    await userEvent.click(
      screen.getByRole('button', { name: 'Keep as a new draft' }),
    );
    expect(await screen.findByText(/^Draft saved .+\./)).toBeTruthy();
    const [, anew] = saves();
    expect(anew?.path).not.toContain(DRAFT_ID);
    expect(anew?.body).toMatchObject({
      values: { servers: [{ server: 'kms9', username: 'more' }] },
    });
  });

  it('says that a draft is not there any more', async () => {
    await renderPage(
      `/changes/new?draft=${DRAFT_ID}`,
      SESSIONS.admin,
      HANDLERS,
    );
    expect(
      await screen.findByText('This draft is not there any more'),
    ).toBeTruthy();
  });

  it('fills in what the address knows', async () => {
    await renderPage(
      `${ADDRESS}&keyManager=km-7&server=kms7.example.com&reason=It+expires&ticket=INC-9`,
      SESSIONS.admin,
      HANDLERS,
    );
    expect(
      await screen.findByRole('textbox', { name: 'Host and port' }),
    ).toHaveProperty('value', 'kms7.example.com');
    expect(
      screen.getByRole('combobox', { name: 'Key manager' }),
    ).toHaveProperty('value', 'km-7');
  });

  it('says which fields a link filled in, and starts without them', async () => {
    const { router } = await renderPage(
      `${ADDRESS}&keyManager=km-7&server=evil.example.com&reason=Urgent&ticket=INC-9`,
      SESSIONS.admin,
      HANDLERS,
    );
    expect(
      await screen.findByText(
        /A link filled in: Key manager, Host and port, Reason and Ticket$/,
      ),
    ).toBeTruthy();
    expect(screen.getByText(/Check what it filled in/)).toBeTruthy();
    await expectAccessible();
    await userEvent.click(
      screen.getByRole('button', { name: 'Start with an empty form' }),
    );
    await waitFor(() => {
      expect(router.state.location.search).toEqual({
        operation: ADD_KEY_SERVERS.id,
        connection: ONTAP.id,
      });
    });
    expect(
      await screen.findByRole('textbox', { name: 'Host and port' }),
    ).toHaveProperty('value', '');
    expect(
      screen.getByRole('combobox', { name: 'Key manager' }),
    ).toHaveProperty('value', '');
    expect(screen.queryByText(/A link filled in/)).toBeNull();
    expect(document.activeElement?.textContent).toBe('Fill in the details');
  });

  it('says of no copy that a link filled it in, but for the reasons', async () => {
    await renderPage(
      `/changes/new?copyOf=${CHANGE_ID}&server=evil.example.com&reason=Urgent`,
      SESSIONS.admin,
      HANDLERS,
    );
    expect(
      await screen.findByText('A link filled in: Reason', { exact: false }),
    ).toBeTruthy();
  });

  it('goes on with a draft as the changed copy that it was', async () => {
    const { calls } = await renderPage(
      `/changes/new?draft=${DRAFT_ID}`,
      SESSIONS.admin,
      {
        ...HANDLERS,
        'PUT /api/drafts/*': keep,
        [`GET /api/drafts/${DRAFT_ID}`]: () => ({
          body: aDraft({
            values: { keyManager: 'km-1', servers: [{ server: 'kms4' }] },
            copyOf: CHANGE_ID,
          }),
        }),
      },
    );
    const server = await screen.findByRole('textbox', {
      name: 'Host and port',
    });
    expect(server).toHaveProperty('value', 'kms4');
    expect(screen.getByText(/Copied from CHG-1042/)).toBeTruthy();
    await userEvent.type(server, '.example.com{Tab}');
    await waitFor(() => {
      const saved = calls.find(({ method }) => method === 'PUT');
      expect(saved?.body).toMatchObject({ copyOf: CHANGE_ID });
    });
  });
});
