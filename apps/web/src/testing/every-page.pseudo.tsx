import {
  approvalsWords,
  minutesWords,
  OPERATION_IDS,
  ruleLines,
  type CatalogueEntry,
  type ChangeDetail,
  type OperationId,
  type Session,
} from '@keyward/contract';
import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { describe, expect, it } from 'vitest';

import { OperationReview } from '../operations/operation-review.tsx';
import { escapedWords } from './escaped-words.ts';
import {
  aChange,
  aChangeOutline,
  aChangeSummary,
  aChangeToDecide,
  CHANGE_ID,
} from './change-fixtures.ts';
import { aPolicy, RULE } from './policy-fixtures.ts';
import { SESSIONS } from './session-fixtures.ts';
import { aTask, aTaskSummary, TASK_ID } from './task-fixtures.ts';
import {
  aNotification,
  aPasskey,
  aPerson,
  aSession,
  PERSON_ID,
} from './identity-fixtures.ts';
import { issueCertificate } from './issue-certificate.ts';
import { renderInApp } from './render-in-app.tsx';
import { renderPage } from './render-page.tsx';

const ONTAP = {
  id: '0199a000-0000-7000-8000-0000000000c1',
  name: 'ontap-01',
  kind: 'ontap' as const,
};

const page = (items: readonly unknown[]) => () => ({
  body: { items, nextCursor: null },
});

const HANDLERS: Parameters<typeof renderPage>[2] = {
  'GET /api/changes': page([aChangeSummary()]),
  'GET /api/tasks': page([aTaskSummary()]),
  [`GET /api/changes/${CHANGE_ID}`]: () => ({ body: aChangeToDecide() }),
  [`GET /api/tasks/${TASK_ID}`]: () => ({ body: aTask() }),
  'GET /api/people': page([aPerson()]),
  [`GET /api/people/${PERSON_ID}`]: () => ({ body: aPerson() }),
  'GET /api/passkeys': page([aPasskey()]),
  'GET /api/sessions': page([aSession({ current: true })]),
  'GET /api/inbox': () => ({
    body: { items: [aNotification()], nextCursor: null, unread: 1 },
  }),
  'GET /api/session/methods': () => ({
    body: {
      mode: 'production',
      oidc: null,
      firstAccount: false,
      sealed: false,
    },
  }),
};

/** What stands on the page when it is at rest. */
async function settled(): Promise<void> {
  await screen.findByRole('heading', { level: 1 });
  await waitFor(() => {
    expect(document.querySelector('[aria-busy="true"]')).toBeNull();
  });
}

async function open(
  path: string,
  session: Session = SESSIONS.admin,
  handlers: Parameters<typeof renderPage>[2] = {},
): Promise<unknown[]> {
  const answers: unknown[] = [session, path, aPolicy()];
  const all = { ...HANDLERS, ...handlers };
  await renderPage(
    path,
    session,
    Object.fromEntries(
      Object.entries(all).map(([name, handler]) => [
        name,
        async (call: Parameters<typeof handler>[0]) => {
          const answer = await handler(call);
          answers.push(answer.body);
          return answer;
        },
      ]),
    ),
  );
  await settled();
  return answers;
}

/** What the console of these tests says to a call that a test does not answer, and names that are the same in every language. */
const FINE = [
  ...ruleLines(RULE),
  approvalsWords(RULE),
  minutesWords(RULE.coolOffMinutes),
  // The library's dialog takes no other name for its cross.
  'Close',
  'EC P-256',
  'test',
  'Not found',
  'not_found',
  'is not part of this test',
  'npm run verify-approval -- --change CHG-1042.json --keys pinned.json',
  'GET',
  'HTTP',
  '/api/',
];

describe('the test language has every word of', () => {
  it.each([
    '/',
    '/changes',
    '/tasks',
    `/changes/${CHANGE_ID}`,
    `/tasks/${TASK_ID}`,
    '/changes/new',
    '/connections',
    '/connections/new',
    '/people',
    `/people/${PERSON_ID}`,
    '/audit',
    '/policy',
    '/inbox',
    '/account',
    '/nowhere',
  ])('the page %s', async (path) => {
    const answers = await open(path);
    expect(escapedWords(answers, FINE)).toEqual([]);
  });

  it('the way in, and a page that a role does not open', async () => {
    await open('/people', SESSIONS.helpdesk);
    expect(escapedWords([SESSIONS.helpdesk], FINE)).toEqual([]);
  });

  it('a change that somebody sees the outline of only', async () => {
    const answers = await open(`/changes/${CHANGE_ID}`, SESSIONS.helpdesk, {
      [`GET /api/changes/${CHANGE_ID}`]: () => ({ body: aChangeOutline() }),
    });
    expect(escapedWords(answers, FINE)).toEqual([]);
  });

  it.each(['/changes', '/tasks', '/people', '/inbox'])(
    'the empty list %s',
    async (path) => {
      const answers = await open(path, SESSIONS.admin, {
        'GET /api/changes': page([]),
        'GET /api/tasks': page([]),
        'GET /api/people': page([]),
        'GET /api/inbox': () => ({
          body: { items: [], nextCursor: null, unread: 0 },
        }),
      });
      expect(escapedWords(answers, FINE)).toEqual([]);
    },
  );

  it('the menus of the frame, and the dialogs of a review', async () => {
    const user = userEvent.setup();
    const answers = await open(`/changes/${CHANGE_ID}`, SESSIONS.reviewer);
    const buttons = screen
      .getAllByRole('button')
      .filter((button) => !button.hasAttribute('disabled'));
    expect(buttons.length).toBeGreaterThan(4);
    for (const button of buttons) {
      if (!button.isConnected) continue;
      await user.click(button);
      expect(escapedWords(answers, FINE)).toEqual([]);
      await user.keyboard('{Escape}');
    }
  });
});

const SYSTEM_OF = (id: OperationId): CatalogueEntry['system'] | null =>
  id.startsWith('ontap.')
    ? 'ontap'
    : id.startsWith('esx.')
      ? 'esx'
      : id.startsWith('vcenter.')
        ? 'vcenter'
        : null;

describe('the test language has every word of the form of', () => {
  it.each(OPERATION_IDS)('%s', async (id) => {
    const system = SYSTEM_OF(id);
    const connection = { ...ONTAP, kind: system ?? 'ontap' };
    const entry = {
      id,
      title: 'Title of the operation',
      summary: 'Summary of the operation.',
      system,
      execution: 'approved',
      risk: 'standard',
      privileges: [],
      caution: null,
      approvals: 1,
      secretPointers: [],
      connections: [
        {
          connection,
          version: '9.17.1',
          available: true,
          reason: null,
          alternative: null,
        },
      ],
    };
    const answers = await open(
      `/changes/new?operation=${id}&connection=${connection.id}&person=${PERSON_ID}`,
      SESSIONS.admin,
      {
        'GET /api/operations': page([entry]),
        'GET /api/connections': page([connection]),
      },
    );
    await waitFor(() => {
      expect(
        document.querySelector('form, .kw-step-current input, select'),
      ).not.toBeNull();
    });
    expect(escapedWords(answers, FINE)).toEqual([]);
  });
});

describe('the test language has every word of the review of', () => {
  const inputs: [OperationId, ChangeDetail['input']][] = [
    [
      'vcenter.generate-provider-csr',
      { trustAuthorityCluster: 'domain-c8', provider: 'kmip-1' },
    ],
    [
      'vcenter.configure-cluster-kms-service',
      {
        cluster: 'domain-c21',
        source: { type: 'CLUSTER', trustAuthorityCluster: 'domain-c8' },
      },
    ],
    [
      'esx.create-native-provider',
      {
        provider: 'np-1',
        keyId: 'not-a-uuid',
        keyDerivationKey: { $secret: '/keyDerivationKey' },
      },
    ],
    [
      'vcenter.register-expanded-token',
      {
        overflowToken: { $secret: '/overflowToken' },
        expandedAccessToken: { $secret: '/expandedAccessToken' },
      },
    ],
    ['ontap.add-key-servers', aChange().input],
    [
      'console.update-roles',
      {
        person: PERSON_ID,
        roles: ['reviewer'],
        active: true,
        resetSignIn: true,
      },
    ],
    [
      'console.update-policy',
      { policy: { ...aPolicy().document, privateKeys: 'either' } },
    ],
    [
      'console.update-connection',
      {
        connection: ONTAP.id,
        host: 'ontap-02.corp.example',
        port: 8443,
        trust: { mode: 'pin', sha256: 'ab'.repeat(32) },
      },
    ],
  ];

  it.each(inputs)('%s', async (operation, input) => {
    const change = aChange({ operation, input });
    await renderInApp(<OperationReview change={change} />);
    await waitFor(() => {
      expect(document.body.textContent).not.toBe('');
    });
    expect(escapedWords([change], FINE)).toEqual([]);
  });

  it('vcenter.update-provider-client-certificate', async () => {
    const { certificatePem } = await issueCertificate('CN=kmip-client-new');
    const change = aChange({
      operation: 'vcenter.update-provider-client-certificate',
      input: {
        trustAuthorityCluster: 'domain-c8',
        provider: 'kmip-1',
        certificate: certificatePem,
        keySource: {
          type: 'PAIR',
          privateKey: { $secret: '/keySource/privateKey' },
        },
      },
    });
    await renderInApp(<OperationReview change={change} />);
    await screen.findAllByText('CN=kmip-client-new');
    expect(escapedWords([change], [...FINE, 'CN=kmip-client-new'])).toEqual([]);
  });
});
