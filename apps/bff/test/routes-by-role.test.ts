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
import {
  NOBODY,
  ROUTE_NAMES,
  SAMPLES,
  samplePath,
} from './support/route-samples.ts';
import type { Answer } from './support/send.ts';

const WHO = {
  'nobody signed in': null,
  'a security admin': ['security_admin'],
  'a reviewer': ['reviewer'],
  'the helpdesk': ['helpdesk'],
  'a lead of both roles': ['security_admin', 'reviewer'],
  'somebody without a role': [],
  'somebody disabled': 'ended',
  'somebody whose session was ended': 'ended',
} as const satisfies Record<string, readonly Role[] | 'ended' | null>;
type Who = keyof typeof WHO;
/** Whose access has ended had every role before. */
const EVERY_ROLE: Role[] = ['security_admin', 'reviewer', 'helpdesk'];
const EVERYBODY = Object.keys(WHO) as Who[]; // Object.keys loses the key type

let console: ConsoleUnderTest;
const people = new Map<Who, Person>();
let change: { id: string };
let task: { id: string };

beforeAll(async () => {
  console = await startConsoleUnderTest({ estate: ['esx-01'] });
  for (const who of EVERYBODY) {
    const roles = WHO[who];
    if (roles === null) continue;
    people.set(
      who,
      await console.person(...(roles === 'ended' ? EVERY_ROLE : roles)),
    );
  }
  // Somebody else's change, so that "your own change" hides nothing of the roles.
  const requester = await console.signIn('admin');
  const reviewer = await console.signIn('reviewer');
  change = await submit(requester, newProvider(console));
  const done = await submit(requester, newProvider(console));
  task = { id: (await approve(reviewer, done)).taskId ?? '' };
  await console.db
    .updateTable('person')
    .set({ disabled_at: new Date() })
    .where('id', '=', people.get('somebody disabled')?.id ?? '')
    .execute();
  await console.db
    .updateTable('session')
    .set({ revoked_at: new Date() })
    .where(
      'person_id',
      '=',
      people.get('somebody whose session was ended')?.id ?? '',
    )
    .execute();
});
afterAll(() => console.stop());

/** Sign-out ends the session it is tried with, so it gets one of its own. */
async function cookieFor(who: Who, name: RouteName): Promise<string | null> {
  const person = people.get(who);
  if (person === undefined) return null;
  if (name !== 'signOut' || WHO[who] === 'ended') return person.cookie;
  return (await console.signIn(person.username)).cookie;
}

async function call(name: RouteName, who: Who): Promise<Answer> {
  const route: RouteContract = ROUTES[name];
  return callAs(
    console,
    await cookieFor(who, name),
    route.method,
    samplePath(name, { change: change.id, task: task.id }),
    SAMPLES[name].body,
  );
}

/** The code of a refusal, which the page without scripts says in its text. */
function refusalCode(name: RouteName, answer: Answer): string {
  if (name !== 'reviewPage') return problemOf(answer).code;
  return /<code>([a-z_]+)<\/code>/.exec(answer.text)?.[1] ?? '';
}

function expectedOf(
  access: Access,
  roles: readonly Role[] | 'ended' | null,
): 'passes' | 'unauthenticated' | 'forbidden' {
  if (access === 'public') return 'passes';
  if (roles === null || roles === 'ended') return 'unauthenticated';
  if (access === 'session') return 'passes';
  return permissionsOf(roles).includes(access) ? 'passes' : 'forbidden';
}

const CELLS = ROUTE_NAMES.flatMap((name) =>
  EVERYBODY.map((who) => {
    const expected = expectedOf(ROUTES[name].access, WHO[who]);
    return { name, who, expected };
  }),
);

describe('every route for every role', () => {
  it('has a sample for each route of the table and no other', () => {
    expect(Object.keys(SAMPLES).sort()).toEqual([...ROUTE_NAMES].sort());
    expect(CELLS).toHaveLength(ROUTE_NAMES.length * EVERYBODY.length);
  });

  it.each(CELLS.filter((cell) => cell.expected === 'passes'))(
    '$name passes for $who',
    async ({ name, who }) => {
      const answer = await call(name, who);
      const { passed, code } = SAMPLES[name];
      expect(answer.status).toBe(passed);
      expect(code === undefined ? undefined : problemOf(answer).code).toBe(
        code,
      );
    },
  );

  it.each(CELLS.filter((cell) => cell.expected !== 'passes'))(
    '$name is $expected for $who',
    async ({ name, who, expected }) => {
      expect(refusalCode(name, await call(name, who))).toBe(expected);
    },
  );
});

describe('what is not in the table', () => {
  const ADMIN: Who = 'a security admin';

  it.each(['/api', '/api/', '/api/roles', '/api/changes/', '/api/Changes'])(
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

  /** Methods that some route answers on this path, one with a parameter included: `probe` could be an id. */
  function methodsAt(path: string): string[] {
    return ROUTE_NAMES.filter((name) =>
      new RegExp(`^${ROUTES[name].path.replaceAll(/:\w+/g, '[^/]+')}$`).test(
        path,
      ),
    ).map((name) => ROUTES[name].method);
  }
  const PATHS = [
    ...new Set(
      ROUTE_NAMES.map((name) => samplePath(name).replace(/\?.*$/, '')),
    ),
  ];
  const OTHER_METHODS = PATHS.flatMap((path) => {
    const listed = new Set(methodsAt(path));
    return ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'TRACE']
      .filter((method) => !listed.has(method))
      .map((method) => ({ method, path, allowed: [...listed].sort() }));
  });

  it.each(OTHER_METHODS)(
    'is no method: $method $path',
    async ({ method, path, allowed }) => {
      const answer = await callAs(
        console,
        people.get(ADMIN)?.cookie ?? null,
        method,
        path,
      );
      expect(answer.status).toBe(405);
      const named = new Set(answer.headers.allow?.split(', '));
      expect([...named].sort()).toEqual(allowed);
    },
  );

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
    '/api/changes/../audit',
    '/api/changes/./../audit?limit=1',
    `/api/connections/./${NOBODY}`,
  ])('is no other way to a route, whoever asks: %s', async (path) => {
    for (const who of ['the helpdesk', 'a reviewer'] as const) {
      const answer = await callAs(
        console,
        people.get(who)?.cookie ?? null,
        'GET',
        path,
      );
      expect(problemOf(answer).code).toBe('not_found');
    }
  });
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
