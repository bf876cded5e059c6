import { screen } from '@testing-library/react';
import { describe, expect, it } from 'vitest';

import { expectAccessible } from '../../testing/check-accessibility.ts';
import { SESSIONS } from '../../testing/session-fixtures.ts';
import { renderPage } from '../../testing/render-page.tsx';

const PATH = 'GET /api/connections';

describe('the list of connections', () => {
  it('says what a connection is when there is none, and how to add one', async () => {
    await renderPage('/connections', SESSIONS.admin, {
      [PATH]: () => ({ body: { items: [] } }),
    });
    expect(await screen.findByText('No connections yet')).toBeTruthy();
    expect(
      screen
        .getByRole('link', { name: 'Add a connection' })
        .getAttribute('href'),
    ).toBe('/connections/new');
    await expectAccessible();
  });

  it('says what went wrong and lets a person try again', async () => {
    await renderPage('/connections', SESSIONS.admin, {
      [PATH]: () => ({
        status: 500,
        body: {
          code: 'internal',
          title: 'Something went wrong in the console',
          status: 500,
          requestId: 'r-9',
        },
      }),
    });
    expect(
      await screen.findByText('Something went wrong in the console'),
    ).toBeTruthy();
    expect(screen.getByText(/request r-9/)).toBeTruthy();
    expect(screen.getByRole('button', { name: 'Try again' })).toBeTruthy();
  });

  it('offers a reviewer no way to add one', async () => {
    await renderPage('/connections', SESSIONS.reviewer, {
      [PATH]: () => ({ body: { items: [] } }),
    });
    expect(await screen.findByText('No connections yet')).toBeTruthy();
    expect(screen.queryByRole('link', { name: 'Add a connection' })).toBeNull();
  });
});
