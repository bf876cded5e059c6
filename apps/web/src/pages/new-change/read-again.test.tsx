import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, it } from 'vitest';

import { ONTAP } from '../../testing/connection-fixtures.ts';
import { aDraft, ADD_KEY_SERVERS } from '../../testing/new-change-fixtures.ts';
import { aPolicy } from '../../testing/policy-fixtures.ts';
import { SESSIONS } from '../../testing/session-fixtures.ts';
import { renderPage } from '../../testing/render-page.tsx';

const AWAY = {
  status: 500,
  body: { code: 'internal', title: 'Failed', status: 500, requestId: 'test' },
};

it('a form that is being filled in stays, secrets included, when what it was made from cannot be read again', async () => {
  let isAway = false;
  const { queryClient } = await renderPage(
    `/changes/new?operation=${ADD_KEY_SERVERS.id}&connection=${ONTAP.id}`,
    SESSIONS.admin,
    {
      'GET /api/operations': () =>
        isAway ? AWAY : { body: { items: [ADD_KEY_SERVERS] } },
      'GET /api/policy': () => (isAway ? AWAY : { body: aPolicy() }),
      'PUT /api/drafts/*': () => ({ body: aDraft() }),
      [`GET /api/connections/${ONTAP.id}/estate/key-managers`]: () => ({
        body: {
          items: [],
          observedAt: '2026-11-21T08:00:00.000Z',
          refreshing: false,
        },
      }),
    },
  );
  await userEvent.type(await screen.findByLabelText('Password'), 'typed');
  isAway = true;
  await queryClient.refetchQueries({ queryKey: ['operations'] });
  await queryClient.refetchQueries({ queryKey: ['policy'] });
  await waitFor(() => {
    expect(queryClient.getQueryState(['policy'])?.status).toBe('error');
  });
  expect(screen.getByLabelText('Password')).toHaveProperty('value', 'typed');
});
