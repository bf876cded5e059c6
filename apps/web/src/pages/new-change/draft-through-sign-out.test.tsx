import { draftRequest, type Draft } from '@keyward/contract';
import { cleanup, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, it } from 'vitest';

import type { ReceivedCall } from '../../testing/fake-console.ts';
import { ONTAP } from '../../testing/connection-fixtures.ts';
import { aDraft, ADD_KEY_SERVERS } from '../../testing/new-change-fixtures.ts';
import { SESSIONS } from '../../testing/session-fixtures.ts';
import { renderPage } from '../../testing/render-page.tsx';

const PASSWORD = 'only-for-this-test';
const AT = '2026-11-21T08:00:00.000Z';

/** Keeps drafts as the console does, from one sign-in to the next. */
function draftsOfTheConsole() {
  const kept = new Map<string, Draft>();
  const idOf = ({ path }: ReceivedCall) => path.split('/').at(-1) ?? '';
  return {
    'GET /api/drafts': () => ({ body: { items: [...kept.values()] } }),
    'GET /api/drafts/*': (call: ReceivedCall) => ({
      body: kept.get(idOf(call)),
    }),
    'PUT /api/drafts/*': (call: ReceivedCall) => {
      const { values, reason } = draftRequest.parse(call.body);
      const draft = aDraft({
        id: idOf(call),
        values,
        reason: reason ?? null,
      });
      kept.set(draft.id, draft);
      return { body: draft };
    },
  };
}

it('a draft is on the home page after signing out and in again, and goes on where it was; its secret is gone', async () => {
  const user = userEvent.setup();
  const NOTHING = { body: { items: [], nextCursor: null } };
  const handlers = {
    ...draftsOfTheConsole(),
    'GET /api/operations': () => ({ body: { items: [ADD_KEY_SERVERS] } }),
    [`GET /api/connections/${ONTAP.id}/estate/key-managers`]: () => ({
      body: { items: [], observedAt: AT, refreshing: false },
    }),
    'DELETE /api/session': () => ({}),
    'GET /api/changes': () => NOTHING,
    'GET /api/tasks': () => NOTHING,
    'GET /api/drift': () => ({ body: { items: [], sources: [] } }),
    'GET /api/expiry-agenda': () => ({
      body: { items: [], sources: [], counts: {} },
    }),
  };
  const first = await renderPage(
    `/changes/new?operation=${ADD_KEY_SERVERS.id}&connection=${ONTAP.id}`,
    SESSIONS.admin,
    handlers,
  );
  await user.type(
    await screen.findByRole('textbox', { name: 'Host and port' }),
    'kms9.example.com',
  );
  await user.type(screen.getByLabelText('Password'), PASSWORD);
  await user.click(
    screen.getByRole('button', { name: 'Ada Admin, Security admin' }),
  );
  await user.click(await screen.findByRole('menuitem', { name: 'Sign out' }));
  // Nobody who signs out is asked to stay.
  await screen.findByRole('heading', { name: 'Sign in to Keyward' });
  expect(document.body.innerHTML).not.toContain(PASSWORD);
  cleanup();

  const second = await renderPage('/', SESSIONS.admin, handlers);
  const drafts = await screen.findByRole('heading', { name: 'My drafts' });
  await user.click(
    within(drafts.closest('section') ?? document.body).getByRole('link', {
      name: ADD_KEY_SERVERS.title,
    }),
  );
  expect(
    await screen.findByRole('textbox', { name: 'Host and port' }),
  ).toHaveProperty('value', 'kms9.example.com');
  expect(screen.getByLabelText('Password')).toHaveProperty('value', '');
  const everything = JSON.stringify([
    first.calls,
    second.calls,
    { ...localStorage },
    { ...sessionStorage },
  ]);
  expect(everything).not.toContain(PASSWORD);
});
