import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { beforeEach, describe, expect, it } from 'vitest';

import { expectAccessible } from '../../testing/check-accessibility.ts';
import {
  aChange,
  aChangeSummary,
  CHANGE_ID,
} from '../../testing/change-fixtures.ts';
import { SESSIONS } from '../../testing/session-fixtures.ts';
import { aTaskSummary } from '../../testing/task-fixtures.ts';
import { renderPage } from '../../testing/render-page.tsx';

const PRODUCTION = { mode: 'production' } as const;
const NOTHING = { body: { items: [], nextCursor: null } };
const HANDLERS = {
  'GET /api/drift': () => ({ body: { items: [], sources: [] } }),
  'GET /api/expiry-agenda': () => ({
    body: { items: [], sources: [], counts: {} },
  }),
  'GET /api/drafts': () => ({ body: { items: [] } }),
  'GET /api/changes': () => NOTHING,
  'GET /api/tasks': () => NOTHING,
};

beforeEach(() => {
  localStorage.clear();
});

async function sections(): Promise<(string | null)[]> {
  await screen.findByRole('heading', { level: 1, name: 'What needs you now' });
  await screen.findByRole('heading', { level: 2, name: 'Running now' });
  return screen
    .getAllByRole('heading', { level: 2 })
    .map((heading) => heading.textContent);
}

describe('the home page', () => {
  it('shows a reviewer first what waits for them, by deadline, with what each still needs', async () => {
    const { calls } = await renderPage(
      '/',
      { ...SESSIONS.reviewer, ...PRODUCTION },
      {
        ...HANDLERS,
        'GET /api/changes': () => ({
          body: {
            items: [
              aChangeSummary({
                risk: 'high',
                approvals: { have: 0, need: 2 },
                deciding: {
                  counts: 0,
                  couldDecide: 1,
                  blocked:
                    'Only one person may decide on it, and it needs two.',
                  you: { allowed: true, reason: null },
                },
              }),
              aChangeSummary({ id: 'c2', reference: 'CHG-1043' }),
            ],
            nextCursor: null,
          },
        }),
      },
    );
    expect(await sections()).toEqual([
      'Awaiting your decision',
      'Running now',
      'Failed lately',
    ]);
    expect(calls.find(({ path }) => path === '/api/changes')?.query).toEqual({
      awaiting: 'me',
      sort: 'deadline',
      limit: '8',
    });
    const [first, second] = within(
      screen.getByRole('list', { name: /^Awaiting your decision/ }),
    )
      .getAllByRole('link')
      .map((link) => link.closest('.kw-item'));
    expect(first?.textContent).toContain('High risk');
    expect(first?.textContent).toContain(
      'Only one person may decide on it, and it needs two.',
    );
    expect(second?.textContent).toContain(
      'Yours is the last approval it needs',
    );
    await expectAccessible();
  });

  it('tells an admin apart what waits for them and what merely is open', async () => {
    await renderPage(
      '/',
      { ...SESSIONS.admin, ...PRODUCTION },
      {
        ...HANDLERS,
        'GET /api/changes': ({ query }) => ({
          body: {
            items:
              query.concerns === 'me'
                ? [
                    aChangeSummary({
                      reference: 'CHG-1',
                      state: 'approved',
                      waitingFor: 'secret',
                    }),
                    aChangeSummary({ id: 'c2', reference: 'CHG-2' }),
                    aChangeSummary({
                      id: 'c3',
                      reference: 'CHG-3',
                      state: 'expired',
                    }),
                    aChangeSummary({
                      id: 'c4',
                      reference: 'CHG-4',
                      state: 'failed',
                    }),
                    aChangeSummary({
                      id: 'c5',
                      reference: 'CHG-5',
                      state: 'rejected',
                    }),
                  ]
                : [],
            nextCursor: null,
          },
        }),
        'GET /api/tasks': ({ query }) => ({
          body: {
            items:
              query.state === 'outcome_unknown,failed'
                ? [
                    aTaskSummary({
                      reference: 'TSK-1',
                      state: 'outcome_unknown',
                    }),
                    aTaskSummary({
                      id: 't2',
                      reference: 'TSK-2',
                      state: 'failed',
                      endedAt: '2026-11-21T08:05:00.000Z',
                    }),
                    aTaskSummary({
                      id: 't4',
                      reference: 'TSK-4',
                      changeId: 'c4',
                      state: 'failed',
                      endedAt: '2026-11-21T08:05:00.000Z',
                    }),
                  ]
                : [],
            nextCursor: null,
          },
        }),
      },
    );
    const linksOf = async (name: string) =>
      within(await screen.findByRole('list', { name }))
        .getAllByRole('link')
        .map(({ textContent }) => textContent);
    expect(await linksOf('Waiting for you')).toEqual(['TSK-1', 'CHG-1']);
    expect(
      (await linksOf('Your changes that came to nothing')).filter((text) =>
        text?.startsWith('CHG'),
      ),
    ).toEqual(['CHG-5', 'CHG-4', 'CHG-3']);
    expect(await linksOf('Your open changes')).toEqual(['CHG-2']);
    expect(await linksOf('Failed lately')).toEqual(['TSK-2']);
    for (const name of [
      'Certificates to renew soon',
      'Drift and faults in the estate',
    ]) {
      expect(
        await screen.findByRole('heading', { level: 2, name }),
      ).toBeTruthy();
    }
    await expectAccessible();
  });

  it('leads an admin from a change that came to nothing to asking again, or sets it aside', async () => {
    const user = userEvent.setup();
    let items = [
      aChangeSummary({
        state: 'rejected',
        standing: 'Rejected. Nothing was sent to the target.',
        rejection: {
          by: SESSIONS.reviewer.person,
          comment: 'Use the new host',
          fieldPointer: '/servers/0/server',
        },
      }),
    ];
    const { router } = await renderPage(
      '/',
      { ...SESSIONS.admin, ...PRODUCTION },
      {
        ...HANDLERS,
        'GET /api/changes': ({ query }) => ({
          body: {
            items: query.concerns === 'me' ? items : [],
            nextCursor: null,
          },
        }),
        [`POST /api/changes/${CHANGE_ID}/set-aside`]: () => {
          items = [];
          return { body: aChange({ state: 'rejected' }) };
        },
      },
    );
    expect(
      (await screen.findByText('Use the new host')).closest('p')?.textContent,
    ).toBe(
      'Rejected. Nothing was sent to the target.Rita Reviewer on server 1: “Use the new host”',
    );
    expect(
      (
        await screen.findByRole('link', {
          name: 'Change and submit again: CHG-1042',
        })
      ).getAttribute('href'),
    ).toBe(`/changes/new?copyOf=${CHANGE_ID}`);
    await user.click(
      screen.getByRole('button', { name: 'Set aside: CHG-1042' }),
    );
    expect(await screen.findByText('Nothing waits for you.')).toBeTruthy();
    expect(router.state.location.pathname).toBe('/');
  });

  it('shows the helpdesk the search first, and leads from it to where something stands', async () => {
    const user = userEvent.setup();
    const { router } = await renderPage(
      '/',
      { ...SESSIONS.helpdesk, ...PRODUCTION },
      {
        ...HANDLERS,
        'GET /api/search': () => ({
          body: {
            hits: [
              {
                kind: 'ticket',
                match: 'exact',
                ticket: 'INC-20817',
                changes: [],
                more: false,
              },
            ],
            more: false,
          },
        }),
      },
    );
    expect(await sections()).toEqual([
      'Running now',
      'Failed lately',
      'Known problems',
    ]);
    await user.type(await screen.findByRole('combobox'), 'INC-20817{Enter}');
    await waitFor(() => {
      expect(router.state.location.href).toBe('/status?ticket=INC-20817');
    });
  });
});

describe('the demo’s guide', () => {
  const changes = (...items: ReturnType<typeof aChangeSummary>[]) => ({
    ...HANDLERS,
    'GET /api/changes': ({ query }: { query: Record<string, string> }) => ({
      body: {
        items: query.operation === undefined ? [] : items,
        nextCursor: null,
      },
    }),
  });
  const current = async () =>
    (await screen.findAllByRole('listitem')).find(
      (item) => item.getAttribute('aria-current') === 'step',
    );

  it('leads an admin to the first step', async () => {
    await renderPage('/', SESSIONS.admin, changes());
    await screen.findByRole('heading', { name: 'Try the main job' });
    expect(
      await screen.findByRole('link', { name: 'Configure a cluster' }),
    ).toBeTruthy();
    expect((await current())?.textContent).toContain('Ask for a change');
    await expectAccessible();
  });

  it('ticks off what has happened and leads a reviewer to the change', async () => {
    await renderPage('/', SESSIONS.reviewer, changes(aChangeSummary()));
    expect(
      await screen.findByRole('link', { name: 'Review CHG-1042' }),
    ).toBeTruthy();
    expect(
      screen.getByRole('heading', { name: 'Ask for a change done' }),
    ).toBeTruthy();
  });

  it('leads the helpdesk to where it stands', async () => {
    await renderPage(
      '/',
      SESSIONS.helpdesk,
      changes(aChangeSummary({ state: 'running' })),
    );
    expect(
      (
        await screen.findByRole('link', { name: 'Where CHG-1042 stands' })
      ).getAttribute('href'),
    ).toBe('/status?change=CHG-1042');
  });

  it('stops when told to, for that person on that browser', async () => {
    const user = userEvent.setup();
    const { unmount } = await renderPage('/', SESSIONS.admin, changes());
    await user.click(
      await screen.findByRole('button', { name: 'Stop suggesting this' }),
    );
    expect(
      screen.queryByRole('heading', { name: 'Try the main job' }),
    ).toBeNull();
    unmount();
    const again = await renderPage('/', SESSIONS.admin, changes());
    await sections();
    expect(
      screen.queryByRole('heading', { name: 'Try the main job' }),
    ).toBeNull();
    again.unmount();
    await renderPage('/', SESSIONS.reviewer, changes());
    expect(
      await screen.findByRole('heading', { name: 'Try the main job' }),
    ).toBeTruthy();
  });
});

describe('the set-up of a new installation', () => {
  const OPERATION = {
    id: 'ontap.add-key-servers',
    title: 'Add key servers',
    connections: [],
  };
  const person = (over: object) => ({
    id: 'p2',
    username: 'rita',
    displayName: 'Rita',
    active: true,
    roles: [],
    ...over,
  });
  const installation = (parts: {
    connections?: object[];
    people?: object[];
    changes?: object[];
  }) => ({
    ...HANDLERS,
    'GET /api/operations': () => ({ body: { items: [OPERATION] } }),
    'GET /api/connections': () => ({
      body: { items: parts.connections ?? [] },
    }),
    'GET /api/people': () => ({ body: { items: parts.people ?? [] } }),
    'GET /api/changes': ({ query }: { query: Record<string, string> }) => ({
      body: {
        items: query.operation === undefined ? [] : (parts.changes ?? []),
        nextCursor: null,
      },
    }),
  });
  const ADMIN = { ...SESSIONS.admin, ...PRODUCTION };

  it('begins with the first connection', async () => {
    await renderPage('/', ADMIN, installation({}));
    expect(
      (
        await screen.findByRole('link', { name: 'Add a connection' })
      ).getAttribute('href'),
    ).toBe('/connections/new');
    await expectAccessible();
  });

  it('begins with a passkey where the policy asks for one, so that no form is interrupted by it', async () => {
    await renderPage(
      '/',
      { ...ADMIN, passkey: { rule: 'required', registered: 0 } },
      installation({}),
    );
    expect(
      (await screen.findByRole('link', { name: 'Add a passkey' })).getAttribute(
        'href',
      ),
    ).toBe('/account');
    expect(screen.queryByRole('link', { name: 'Add a connection' })).toBeNull();
    expect(screen.getByText(/^5 steps, and/)).toBeTruthy();
  });

  it('leads to an invitation, then to the role for who was invited', async () => {
    const connections = [{ id: 'c1', name: 'vc', kind: 'vcenter' }];
    const { unmount } = await renderPage(
      '/',
      ADMIN,
      installation({ connections }),
    );
    expect(
      (
        await screen.findByRole('link', { name: 'Invite a person' })
      ).getAttribute('href'),
    ).toBe('/people?invite=yes');
    unmount();
    await renderPage(
      '/',
      ADMIN,
      installation({ connections, people: [person({})] }),
    );
    expect(
      (
        await screen.findByRole('link', { name: 'Make Rita an approver' })
      ).getAttribute('href'),
    ).toContain('operation=console.update-roles');
  });

  it('is gone, and asks nothing more, once all four are done', async () => {
    const done = installation({
      connections: [{ id: 'c1', name: 'vc', kind: 'vcenter' }],
      people: [person({ roles: [{ role: 'reviewer' }] })],
      changes: [aChangeSummary()],
    });
    const { unmount, calls } = await renderPage('/', ADMIN, done);
    await waitFor(() => {
      expect(localStorage.getItem('keyward-set-up')).toBe('yes');
    });
    expect(screen.queryByText('Set up Keyward')).toBeNull();
    expect(calls.some(({ path }) => path === '/api/people')).toBe(true);
    unmount();
    const again = await renderPage('/', ADMIN, done);
    await sections();
    expect(again.calls.some(({ path }) => path === '/api/people')).toBe(false);
  });
});
