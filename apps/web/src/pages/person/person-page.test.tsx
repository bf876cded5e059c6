import type { PersonDetail } from '@keyward/contract';
import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { describe, expect, it } from 'vitest';

import { expectAccessible } from '../../testing/check-accessibility.ts';
import { SESSIONS } from '../../testing/session-fixtures.ts';
import {
  aPerson,
  aSession,
  PERSON_ID,
  refusal,
} from '../../testing/identity-fixtures.ts';
import { renderPage } from '../../testing/render-page.tsx';

const PATH = `/api/people/${PERSON_ID}`;
const ROLES_CHANGE = `/changes/new?operation=console.update-roles&person=${PERSON_ID}`;

function open(
  person: Partial<PersonDetail> = {},
  handlers: Parameters<typeof renderPage>[2] = {},
) {
  return renderPage(`/people/${PERSON_ID}`, SESSIONS.admin, {
    [`GET ${PATH}`]: () => ({ body: aPerson(person) }),
    ...handlers,
  });
}

async function choose(item: string) {
  const user = userEvent.setup();
  await user.click(await screen.findByRole('button', { name: 'More' }));
  await user.click(await screen.findByRole('menuitem', { name: item }));
  return user;
}

describe('the page of a person', () => {
  it('shows every identity, passkey and session, and leads to the change of roles', async () => {
    await open();
    const identities = within(
      await screen.findByRole('list', { name: 'Identities' }),
    );
    expect(identities.getByText('Account of this console')).toBeTruthy();
    expect(identities.getByText('https://id.corp.example')).toBeTruthy();
    expect(
      screen.getByRole('list', { name: 'Passkeys of Nora New' }),
    ).toBeTruthy();
    expect(
      screen
        .getByRole('link', { name: 'Change roles or reset sign-in' })
        .getAttribute('href'),
    ).toBe(ROLES_CHANGE);
    await expectAccessible();
  });

  it('disables at once, after saying what will happen', async () => {
    const { calls } = await open(
      {},
      { [`PATCH ${PATH}`]: () => ({ body: aPerson({ active: false }) }) },
    );
    const user = await choose('Disable');
    expect(
      screen.getByText('Every session of theirs ends at once.'),
    ).toBeTruthy();
    await expectAccessible();
    await user.click(screen.getByRole('button', { name: 'Disable now' }));
    const back = await screen.findByRole('link', { name: 'Give access back' });
    expect(back.getAttribute('href')).toBe(ROLES_CHANGE);
    expect(calls.find(({ method }) => method === 'PATCH')?.body).toEqual({
      active: false,
    });
  });

  it('tells why the last security admin stays', async () => {
    await open(
      {},
      {
        [`PATCH ${PATH}`]: () =>
          refusal(409, 'in_use', {
            detail: 'This is the only active security admin.',
          }),
      },
    );
    const user = await choose('Disable');
    await user.click(screen.getByRole('button', { name: 'Disable now' }));
    expect(
      await screen.findByText('This is the only active security admin.'),
    ).toBeTruthy();
  });

  it('does not offer to disable oneself', async () => {
    const user = userEvent.setup();
    await open(
      {},
      {
        [`GET /api/people/${SESSIONS.admin.person.id}`]: () => ({
          body: aPerson(SESSIONS.admin.person),
        }),
      },
    ).then(({ router }) =>
      router.navigate({
        to: '/people/$id',
        params: { id: SESSIONS.admin.person.id },
      }),
    );
    await screen.findByRole('heading', { level: 1, name: 'Ada Admin' });
    await user.click(screen.getByRole('button', { name: 'More' }));
    expect(
      screen.getAllByRole('menuitem').map((item) => item.textContent),
    ).toEqual(['Name and e-mail']);
  });

  it('removes the address when its field is emptied', async () => {
    const { calls } = await open(
      {},
      { [`PATCH ${PATH}`]: () => ({ body: aPerson({ email: null }) }) },
    );
    const user = await choose('Name and e-mail');
    await user.clear(screen.getByRole('textbox', { name: 'E-mail address' }));
    await user.click(screen.getByRole('button', { name: 'Save' }));
    await waitFor(() => {
      expect(calls.find(({ method }) => method === 'PATCH')?.body).toEqual({
        displayName: 'Nora New',
        email: null,
      });
    });
  });

  it('makes a new link for somebody who has not come yet', async () => {
    const url =
      'https://keyward.corp.example/invitation#another-token-of-this-test';
    await open(
      { invitedUntil: '2099-11-24T08:00:00.000Z', identities: [] },
      {
        [`POST ${PATH}/invitation`]: () => ({
          status: 201,
          body: { url, expiresAt: '2099-11-24T08:00:00.000Z' },
        }),
      },
    );
    const user = await choose('New invitation link');
    await user.click(screen.getByRole('button', { name: 'Make a new link' }));
    expect(await screen.findByLabelText('Invitation link')).toHaveProperty(
      'value',
      url,
    );
  });

  it('ends a session and reads the person afresh', async () => {
    let isEnded = false;
    const id = aSession().id;
    const user = userEvent.setup();
    await open(
      {},
      {
        [`GET ${PATH}`]: () => ({
          body: aPerson(isEnded ? { sessionList: [], sessions: 0 } : {}),
        }),
        [`DELETE /api/sessions/${id}`]: () => {
          isEnded = true;
          return { body: {} };
        },
      },
    );
    await user.click(
      await screen.findByRole('button', {
        name: 'End the session on Firefox on Linux',
      }),
    );
    expect(await screen.findByText('Not signed in anywhere.')).toBeTruthy();
  });
});
