import {
  type Access,
  permissionsOf,
  type Role,
  type RouteContract,
  type RouteName,
  ROUTES,
} from '@keyward/contract';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { approve, newProvider, submit } from './support/changes.ts';
import {
  type ConsoleUnderTest,
  startConsoleUnderTest,
} from './support/console-under-test.ts';
import { callAs, type Person, problemOf } from './support/person.ts';
import type { Answer } from './support/send.ts';

const NOBODY = '019b0000-0000-7000-8000-000000000000';

interface Sample {
  /** Values for the path's parameters; `change` and `task` are real ones. */
  path?: Record<string, string>;
  query?: string;
  body?: unknown;
  /** The answer once the permission is passed: it proves that the handler itself was reached. */
  passed: number;
}

/**
 * One harmless request per route. A route without one fails to compile here, and the matrix below fails as well.
 */
const SAMPLES: Record<RouteName, Sample> = {
  signIn: { body: {}, passed: 422 },
  whoAmI: { passed: 200 },
  signOut: { passed: 204 },
  listConnections: { passed: 200 },
  createConnection: { body: {}, passed: 422 },
  probeConnection: { body: {}, passed: 422 },
  getConnection: { path: { id: NOBODY }, passed: 404 },
  updateConnection: { path: { id: NOBODY }, body: {}, passed: 404 },
  deleteConnection: { path: { id: NOBODY }, passed: 404 },
  testConnection: { path: { id: NOBODY }, passed: 404 },
  readEstate: {
    path: { id: NOBODY, collection: 'key-managers' },
    passed: 404,
  },
  readEstateItem: {
    path: { id: NOBODY, collection: 'key-managers', itemId: 'one' },
    passed: 404,
  },
  listOperations: { passed: 200 },
  previewChange: { body: {}, passed: 422 },
  submitChange: { body: {}, passed: 422 },
  listChanges: { passed: 200 },
  getChange: { path: { id: 'change' }, passed: 200 },
  approveChange: {
    path: { id: 'change' },
    body: { digest: '0'.repeat(64) },
    passed: 409,
  },
  rejectChange: {
    path: { id: 'change' },
    body: { digest: '0'.repeat(64), comment: 'No' },
    passed: 409,
  },
  withdrawChange: { path: { id: NOBODY }, passed: 404 },
  recheckChange: { path: { id: NOBODY }, passed: 404 },
  listTasks: { passed: 200 },
  getTask: { path: { id: 'task' }, passed: 200 },
  cancelTask: { path: { id: NOBODY }, passed: 404 },
  retryTask: { path: { id: NOBODY }, passed: 404 },
  reconcileTask: {
    path: { id: NOBODY },
    body: { outcome: 'applied', comment: 'Looked' },
    passed: 404,
  },
  streamEvents: { passed: 200 },
  listAudit: { passed: 200 },
  exportAudit: { passed: 200 },
  health: { passed: 200 },
  readiness: { passed: 200 },
  metrics: { passed: 200 },
  openapi: { passed: 200 },
};

const WHO = {
  'nobody signed in': null,
  'a security admin': ['security_admin'],
  'a reviewer': ['reviewer'],
  'the helpdesk': ['helpdesk'],
  'a lead of both roles': ['security_admin', 'reviewer'],
  'somebody without a role': [],
} as const satisfies Record<string, readonly Role[] | null>;
type Who = keyof typeof WHO;
const EVERYBODY = Object.keys(WHO) as Who[]; // Object.keys loses the key type

let console: ConsoleUnderTest;
const people = new Map<Who, Person>();
let change: { id: string };
let task: { id: string };

beforeAll(async () => {
  console = await startConsoleUnderTest({ estate: ['esx-01'] });
  for (const who of EVERYBODY) {
    const roles = WHO[who];
    if (roles !== null) people.set(who, await console.person(...roles));
  }
  // Somebody else's change, so that "your own change" hides nothing of the roles.
  const requester = await console.signIn('admin');
  const reviewer = await console.signIn('reviewer');
  change = await submit(requester, newProvider(console));
  const done = await submit(requester, newProvider(console));
  task = { id: (await approve(reviewer, done)).taskId ?? '' };
});
afterAll(() => console.stop());

function pathOf(route: RouteContract, sample: Sample): string {
  const real: Record<string, string> = { change: change.id, task: task.id };
  const path = route.path.replaceAll(/:(\w+)/g, (_match, name: string) => {
    const value = sample.path?.[name];
    if (value === undefined) throw new Error(`${route.path} wants ${name}.`);
    return real[value] ?? value;
  });
  return `${path}${sample.query ?? ''}`;
}

/** Sign-out ends the session it is tried with, so it gets one of its own. */
async function cookieFor(who: Who, name: RouteName): Promise<string | null> {
  const person = people.get(who);
  if (person === undefined) return null;
  if (name !== 'signOut') return person.cookie;
  return (await console.signIn(person.username)).cookie;
}

async function call(name: RouteName, who: Who): Promise<Answer> {
  const route: RouteContract = ROUTES[name];
  return callAs(
    console,
    await cookieFor(who, name),
    route.method,
    pathOf(route, SAMPLES[name]),
    SAMPLES[name].body,
  );
}

function expectedOf(
  access: Access,
  roles: readonly Role[] | null,
): 'passes' | 'unauthenticated' | 'forbidden' {
  if (access === 'public') return 'passes';
  if (roles === null) return 'unauthenticated';
  if (access === 'session') return 'passes';
  return permissionsOf(roles).includes(access) ? 'passes' : 'forbidden';
}

const NAMES = Object.keys(ROUTES) as RouteName[]; // Object.keys loses the key type
const CELLS = NAMES.flatMap((name) =>
  EVERYBODY.map((who) => {
    const expected = expectedOf(ROUTES[name].access, WHO[who]);
    return { name, who, expected };
  }),
);

describe('every route for every role', () => {
  it('has a sample for each route of the table and no other', () => {
    expect(Object.keys(SAMPLES).sort()).toEqual([...NAMES].sort());
  });

  it.each(CELLS.filter((cell) => cell.expected === 'passes'))(
    '$name passes for $who',
    async ({ name, who }) => {
      expect((await call(name, who)).status).toBe(SAMPLES[name].passed);
    },
  );

  it.each(CELLS.filter((cell) => cell.expected !== 'passes'))(
    '$name is $expected for $who',
    async ({ name, who, expected }) => {
      expect(problemOf(await call(name, who)).code).toBe(expected);
    },
  );
});

describe('what is not in the table', () => {
  const ADMIN: Who = 'a security admin';

  it.each(['/api', '/api/', '/api/people', '/api/changes/', '/api/Changes'])(
    'does not exist: %s',
    async (path) => {
      const answer = await callAs(
        console,
        people.get(ADMIN)?.cookie ?? null,
        'GET',
        path,
      );
      expect(problemOf(answer).code).toBe('not_found');
    },
  );

  it.each([
    ['PUT', '/api/changes', 'GET, POST'],
    ['DELETE', '/api/changes/preview', 'GET, POST'],
    ['POST', '/api/audit', 'GET'],
    ['POST', '/healthz', 'GET'],
    ['TRACE', '/healthz', 'GET'],
  ])('is no method: %s %s', async (method, path, allowed) => {
    const answer = await callAs(
      console,
      people.get(ADMIN)?.cookie ?? null,
      method,
      path,
    );
    expect(problemOf(answer).code).toBe('method_not_allowed');
    expect(answer.headers.allow?.split(', ').sort().join(', ')).toBe(allowed);
  });

  it.each([
    '//api/changes',
    '/api//changes',
    '/api/changes/..%2f..%2fhealthz',
    '/api/changes/%2e%2e/audit%00',
    '/api/changes/%zz',
    '/api/changes;a=b',
    'http://127.0.0.1/api/changes',
  ])('leads nowhere: %s', async (path) => {
    const answer = await callAs(
      console,
      people.get(ADMIN)?.cookie ?? null,
      'GET',
      path,
    );
    expect(problemOf(answer).code).toBe('not_found');
  });
});

describe('a path with dots', () => {
  it.each([
    ['/api/changes/../audit', 'listAudit'],
    ['/api/changes/./../audit?limit=1', 'listAudit'],
    [`/api/connections/./${NOBODY}`, 'getConnection'],
  ] as const)(
    'is one route for everybody who reads it: %s',
    async (path, name) => {
      const ask = (who: Who) =>
        callAs(console, people.get(who)?.cookie ?? null, 'GET', path);
      expect(problemOf(await ask('the helpdesk')).code).toBe('forbidden');
      expect((await ask('a reviewer')).status).toBe(SAMPLES[name].passed);
    },
  );
});

describe('a denial', () => {
  it('of somebody signed in is audited with person and route', async () => {
    const helpdesk = people.get('the helpdesk');
    await call('listAudit', 'the helpdesk');
    const rows = await console.db
      .selectFrom('audit')
      .select(['outcome', 'row'])
      .where('code', '=', 'access.denied')
      .where('person_id', '=', helpdesk?.id ?? '')
      .execute();
    const actions = rows.map((each) => each.row);
    expect(rows.every((each) => each.outcome === 'denied')).toBe(true);
    expect(actions).toContainEqual(
      expect.objectContaining({ action: 'listAudit', detail: 'forbidden' }),
    );
  });

  it('of nobody leaves no row', async () => {
    const before = await countAudit();
    await call('listAudit', 'nobody signed in');
    await call('submitChange', 'nobody signed in');
    expect(await countAudit()).toBe(before);
  });
});

async function countAudit(): Promise<number> {
  const { count } = await console.db
    .selectFrom('audit')
    .select((query) => query.fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow();
  return count;
}
