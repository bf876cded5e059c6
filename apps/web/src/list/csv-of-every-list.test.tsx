import type { Connection, EstateOfAll } from '@keyward/contract';
import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { globSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

import { ESTATE_PARTS } from '../features/estate/estate-parts.ts';
import { aChangeSummary } from '../testing/change-fixtures.ts';
import {
  aKnownCertificate,
  anAgenda,
  anAgendaItem,
  aSource,
  VC,
} from '../testing/estate-fixtures.ts';
import { aNotification, aPerson } from '../testing/identity-fixtures.ts';
import { renderPage } from '../testing/render-page.tsx';
import { SESSIONS } from '../testing/session-fixtures.ts';
import { aTaskSummary } from '../testing/task-fixtures.ts';
import { watchDownloads } from '../testing/watch-downloads.ts';

const AT = '2026-11-21T08:00:00.000Z';
/** What somebody may have called a thing: a spreadsheet would run it. */
const HOSTILE = '=HYPERLINK("https://evil.example")';

const CONNECTION: Connection = {
  id: VC,
  name: 'vc-ta',
  description: '',
  kind: 'vcenter',
  host: 'vc-ta.example.com',
  port: 443,
  trust: { mode: 'pin', sha256: 'ab'.repeat(32) },
  esxAuth: null,
  credential: { username: '@keyward', set: true, setAt: AT, setBy: null },
  version: '8.0.3',
  capabilities: ['trust-authority', 'trusted-clusters'],
  health: 'unreachable',
  healthDetail: null,
  checkedAt: AT,
  quarantinedAt: null,
  createdAt: AT,
};

type Answers = Readonly<Record<string, readonly unknown[]>>;
type Handlers = Parameters<typeof renderPage>[2];

/** What one connection of a kind reports, by collection. */
function estate(kind: Connection['kind'], reported: Answers): Handlers {
  return Object.fromEntries(
    Object.entries(reported).map(([collection, items]) => {
      const connections = [
        {
          connectionId: VC,
          name: 'the-connection',
          kind,
          health: 'reachable',
          quarantined: false,
          answer: {
            items: items.map((each) => ({ ...(each as object) })),
            observedAt: AT,
            refreshing: false,
          },
        },
      ] as EstateOfAll['connections'];
      return [
        `GET /api/estate/${collection}`,
        () => ({ body: { connections } }),
      ];
    }),
  );
}

const list = (items: readonly unknown[]) => () => ({
  body: { items, nextCursor: null, unread: 0, sources: [aSource()] },
});

const address = (hostname: string) => ({ hostname, port: 5696 });

interface ListPage {
  path: string;
  /** Name of the file without its day. */
  file: string;
  handlers: Handlers;
  /** What one record of the file is on the page. */
  record: string;
  /** Columns of the table that the file has under other names. */
  otherwise?: readonly string[];
  /** What only the file says, or says in full. */
  fileOnly?: readonly string[];
}

const ROW = 'tbody tr:has([data-label])';

/** The heading above the tables says it, once for all of a connection. */
const OF_THE_GROUP = ['Connection', 'What', 'Read at'];

const PAGES: readonly ListPage[] = [
  {
    path: '/changes',
    file: 'keyward-changes',
    record: ROW,
    fileOnly: ['Operation', 'Task', 'Expires', 'Ended', 'Where it stands'],
    handlers: {
      'GET /api/changes': list([
        aChangeSummary({ title: HOSTILE }),
        aChangeSummary({
          id: 'c2',
          reference: 'CHG-2',
          approvals: { have: 0, need: 0 },
          ticket: null,
        }),
      ]),
    },
  },
  {
    path: '/tasks',
    file: 'keyward-tasks',
    record: ROW,
    fileOnly: [
      'Change',
      'Operation',
      'Failure',
      'Started',
      'Ended',
      'Where it stands',
    ],
    // From when it started and ended.
    otherwise: ['Took'],
    handlers: {
      'GET /api/tasks': list([
        aTaskSummary({ ticket: HOSTILE }),
        aTaskSummary({ id: 't2', reference: 'TSK-2', ticket: null }),
      ]),
    },
  },
  {
    path: '/people',
    file: 'keyward-people',
    record: ROW,
    fileOnly: ['E-mail'],
    handlers: {
      'GET /api/people': list([
        aPerson({ displayName: HOSTILE }),
        aPerson({ id: 'p2', username: 'second', lastSignInAt: null }),
      ]),
    },
  },
  {
    path: '/connections',
    file: 'keyward-connections',
    record: ROW,
    fileOnly: ['Account'],
    handlers: {
      'GET /api/connections': list([
        { ...CONNECTION, name: HOSTILE },
        { ...CONNECTION, id: 'n2', version: null, checkedAt: null },
      ]),
    },
  },
  {
    path: '/certificates',
    file: 'keyward-certificates',
    record: ROW,
    otherwise: ['Open the row', 'Certificate'],
    fileOnly: [
      'Subject',
      'Issuer',
      'Used at',
      'Serial number',
      'Begins',
      'Key',
      'SHA-256',
      'Changes that propose it',
    ],
    handlers: {
      'GET /api/certificates': () => ({
        body: {
          items: [
            aKnownCertificate({ serialNumber: HOSTILE }),
            aKnownCertificate({ sha256: 'cd'.repeat(32) }),
          ],
          unread: [],
          sources: [aSource()],
        },
      }),
    },
  },
  {
    path: '/certificates/agenda',
    file: 'keyward-expiry-agenda',
    record: ROW,
    otherwise: ['Certificate', 'Where it is used, and how it is renewed'],
    // The page counts the days that are left, which a file would tell wrong tomorrow.
    fileOnly: [
      'Standing',
      'Subject',
      'Issuer',
      'SHA-256',
      'Where',
      'Hours needed',
    ],
    handlers: {
      'GET /api/expiry-agenda': () => ({
        body: anAgenda([
          anAgendaItem({ howToRenew: HOSTILE }),
          anAgendaItem({ sha256: 'cd'.repeat(32) }),
        ]),
      }),
    },
  },
  {
    path: '/estate/trusted-clusters',
    file: 'keyward-trusted-clusters',
    record: ROW,
    otherwise: ['Applied', 'Service id'],
    fileOnly: [...OF_THE_GROUP, 'Id', 'Trust Authority cluster'],
    handlers: estate('vcenter', {
      'trusted-clusters': [
        {
          id: 'domain-c1',
          name: HOSTILE,
          services: [
            {
              service: 'svc-1',
              address: address('kms-a.example'),
              group: 'group-1',
              trustAuthorityCluster: 'domain-c8',
              applied: { health: 'WARNING', details: [] },
            },
          ],
          drift: [],
          appliedError: null,
        },
      ],
      'key-provider-services': [
        {
          id: 'svc-1',
          name: 'Service one',
          address: address('kms-b.example'),
          group: 'group-2',
          trustAuthorityCluster: 'domain-c9',
        },
      ],
    }),
  },
  {
    path: '/estate/key-providers',
    file: 'keyward-key-providers',
    record: ROW,
    otherwise: ['Provider', 'Key servers and both halves of trust', 'Cluster'],
    fileOnly: [...OF_THE_GROUP, 'trusts server', 'trusted by server'],
    handlers: estate('vcenter', {
      'key-providers': [
        {
          id: 'domain-c8/kmip-1',
          name: HOSTILE,
          trustAuthorityCluster: 'domain-c8',
          provider: 'kmip-1',
          health: 'ERROR',
          details: [],
          masterKeyId: null,
          servers: [
            {
              name: 'kms1',
              address: address('kms-a.example'),
              health: 'WARNING',
              details: [],
              clientTrustsServer: true,
              serverTrustsClient: false,
            },
          ],
          clientCertificate: null,
          csr: null,
        },
      ],
      'trust-authority-clusters': [
        { id: 'domain-c8', name: 'TA cluster', state: 'ENABLED' },
      ],
    }),
  },
  {
    path: '/estate/native-providers',
    file: 'keyward-native-providers',
    record: ROW,
    fileOnly: OF_THE_GROUP,
    handlers: estate('esx', {
      'native-providers': [
        {
          id: 'np-1',
          name: HOSTILE,
          type: 'NATIVE',
          keyId: 'key-1',
          knownBecause: 'CHG-1',
        },
      ],
    }),
  },
  {
    path: '/estate/key-managers',
    file: 'keyward-key-managers',
    record: ROW,
    // The heading above the table says which key manager it is.
    fileOnly: [...OF_THE_GROUP, 'Name', 'Id', 'Scope', 'Type'],
    handlers: estate('ontap', {
      'key-managers': [
        {
          id: 'km-1',
          name: 'cluster',
          scope: 'cluster',
          svm: null,
          kind: 'external',
          servers: [
            {
              server: 'kms1:5696',
              timeoutSeconds: 25,
              username: HOSTILE,
              connectivity: 'not_responding',
              nodes: [{ node: 'node-1', state: 'not_responding' }],
            },
          ],
          clientCertificate: null,
          serverCaCertificates: 0,
          certificates: [],
        },
      ],
    }),
  },
  {
    path: '/estate/drift',
    file: 'keyward-drift',
    record: ROW,
    handlers: {
      ...estate('vcenter', {
        'trusted-clusters': [],
        'key-provider-services': [],
        'key-providers': [],
        'trust-authority-clusters': [],
        'native-providers': [],
        'key-managers': [],
      }),
      'GET /api/drift': list([
        {
          type: 'connection_quarantined',
          connectionId: VC,
          connectionName: HOSTILE,
          connectionKind: 'vcenter',
          severity: 'problem',
          observedAt: AT,
          stale: false,
        },
        {
          type: 'key_server_not_available',
          connectionId: VC,
          connectionName: 'ontap-01',
          connectionKind: 'ontap',
          severity: 'warning',
          observedAt: null,
          stale: false,
          collection: 'key-managers',
          itemId: 'km-1',
          objectName: 'cluster',
          server: 'kms1:5696',
          connectivity: 'partial',
          nodes: ['node-2'],
        },
      ]),
    },
  },
  {
    path: '/estate/matrix',
    file: 'keyward-versions',
    record: '.kw-matrix tbody tr',
    // What vSphere 9 removes is counted over all connections, so no line of the file has it.
    otherwise: ['vCenter', 'Part', 'Releases', 'In use', 'Where'],
    fileOnly: ['Kind', 'To vSphere 9', 'Why'],
    handlers: {
      'GET /api/estate-matrix': () => ({
        body: {
          connections: [
            {
              connectionId: VC,
              name: HOSTILE,
              kind: 'vcenter',
              version: '8.0.3',
              build: '24322831',
              health: 'reachable',
              checkedAt: AT,
              capabilities: [],
              operations: [
                {
                  operation: 'vcenter.register-expanded-token',
                  title: 'Register an expanded access token',
                  available: false,
                  reason: 'Starts with vCenter 9.1.',
                  alternative: null,
                },
              ],
              verdict: 'ready',
              because: 'Nothing is in the way.',
              uses: null,
              removed: [],
              unknown: [],
            },
          ],
          counts: {
            ready: 1,
            blocks_upgrade: 0,
            already_9: 0,
            not_applicable: 0,
            unknown: 0,
          },
          sources: [aSource()],
        },
      }),
    },
  },
  {
    path: '/inbox',
    file: 'keyward-inbox',
    record: '.kw-notification',
    handlers: { 'GET /api/inbox': list([aNotification({ title: HOSTILE })]) },
  },
];

/** Records of RFC 4180 text. */
function recordsIn(text: string): string[][] {
  const records: string[][] = [];
  let record: string[] = [];
  for (const [, quoted, plain, end] of text.matchAll(
    /(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n)/g,
  )) {
    record.push(quoted?.replaceAll('""', '"') ?? plain ?? '');
    if (end === ',') continue;
    records.push(record);
    record = [];
  }
  return records;
}

function plain(text: string): string {
  return text.replaceAll(/[\s_]+/g, ' ').toLowerCase();
}

/** Whether a record on the page says a value of the file, in words of its own for times alone. */
function says(record: Element, value: string): boolean {
  if (/^\d{4}-\d\d-\d\dT/.test(value)) {
    return [...record.querySelectorAll('time')].some(
      (time) => time.dateTime === value,
    );
  }
  const text = plain(record.textContent);
  return value.split(/, |; /).every((part) => text.includes(plain(part)));
}

/** The cell of a column, or the whole record where the table has no such column. */
function partOf(record: Element | undefined, title: string): Element {
  const cells = [...(record?.querySelectorAll('[data-label]') ?? [])];
  return (
    cells.find((cell) => cell.getAttribute('data-label') === title) ??
    record ??
    document.body
  );
}

async function fileOf(page: ListPage): Promise<string[][]> {
  await renderPage(page.path, SESSIONS.admin, page.handlers);
  const saved = watchDownloads();
  await userEvent
    .setup()
    .click(await screen.findByRole('button', { name: 'Download CSV' }));
  await waitFor(() => {
    expect(saved).toHaveLength(1);
  });
  expect(saved[0]?.name).toMatch(
    new RegExp(`^${page.file}-\\d{4}-\\d\\d-\\d\\d\\.csv$`),
  );
  return recordsIn(saved[0]?.text.replace('\ufeff', '') ?? '');
}

describe('the CSV of every list', () => {
  it.each(PAGES)(
    'is what $path shows, record by record, and runs nothing',
    async (page) => {
      const [titles = [], ...records] = await fileOf(page);
      const headers = [
        ...document.querySelectorAll('main thead th:not([colspan])'),
      ].map((each) => each.textContent);
      expect(headers.filter((each) => !titles.includes(each))).toEqual(
        page.otherwise ?? [],
      );
      const shown = [...document.querySelectorAll(`main ${page.record}`)];
      expect(shown).toHaveLength(records.length);
      records.forEach((record, index) => {
        const unsaid = titles.filter((title, column) => {
          const value = (record[column] ?? '').replace(/^'/, '');
          const isSaid = says(partOf(shown[index], title), value);
          return !isSaid && !(page.fileOnly ?? []).includes(title);
        });
        expect(unsaid).toEqual([]);
      });
      const cells = records.flat();
      expect(cells.filter((each) => /^\s*[=+\-@]/.test(each))).toEqual([]);
      expect(cells).toContain(`'${HOSTILE}`);
    },
  );

  it('is compared for every list that has one', () => {
    const names = globSync('apps/web/src/**/*.tsx')
      .filter((path) => !path.includes('.test.'))
      .flatMap((path) => [
        ...readFileSync(path, 'utf8').matchAll(/<CsvButton\s+name=(\S+)/g),
      ])
      .map(([, name]) => name);
    const compared = new Set(PAGES.map(({ file }) => `"${file}"`));
    expect(
      names.filter((name) => name !== undefined && !compared.has(name)).sort(),
    ).toEqual(['"keyward-known-problems"', '{`keyward-${part.name}`}']);
    // Every part of the estate, and each other list once.
    expect(PAGES).toHaveLength(names.length - 2 + ESTATE_PARTS.length);
  });
});
