import { transact } from '@keyward/database';
import {
  afterAll,
  afterEach,
  beforeAll,
  beforeEach,
  describe,
  expect,
  it,
  type MockInstance,
  vi,
} from 'vitest';
import { z } from 'zod';

import { EstateCache } from '../src/connections/estate/estate-cache.ts';
import { endSessionsOf } from '../src/people/end-sessions.ts';
import { approve, endOf, newProvider, submit } from './support/changes.ts';
import {
  type ConsoleUnderTest,
  startConsoleUnderTest,
} from './support/console-under-test.ts';
import { callAs, type Person, problemOf } from './support/person.ts';
import type { Answer } from './support/send.ts';
import { waitFor } from './support/wait-for.ts';

const READS_PER_10_SECONDS = 250;

let console: ConsoleUnderTest;
let path: string;
/** Stands still, so that what was looked up is believed until a test moves it. */
let now = 0;
let viaExpress: MockInstance<EstateCache['read']>;
let lookedUp: MockInstance<EstateCache['readFresh']>;

beforeAll(async () => {
  console = await startConsoleUnderTest({
    estate: ['esx-01'],
    cachedReadClock: () => now,
    perPerson: { readsPer10Seconds: READS_PER_10_SECONDS },
  });
  path = `/api/connections/${console.connectionId('esx-01')}/estate/native-providers`;
});
afterAll(() => console.stop());
beforeEach(() => {
  viaExpress = vi.spyOn(EstateCache.prototype, 'read');
  lookedUp = vi.spyOn(EstateCache.prototype, 'readFresh');
});
afterEach(() => {
  vi.restoreAllMocks();
});

/** How many reads needed more than what was in memory. */
const asked = (): number =>
  viaExpress.mock.calls.length + lookedUp.mock.calls.length;

/** A read that was answered at once; the console's own work may make it forget in between, so it is tried again. */
function hit(person: Person): Promise<Answer> {
  return waitFor('an answer from memory', async () => {
    const before = asked();
    const answer = await person.call('GET', path);
    return asked() === before && answer;
  });
}

/** A read of fresh estate for which person and connection are looked up. */
async function readWithLookUp(person: Person): Promise<Answer> {
  now += 1_000;
  const before = viaExpress.mock.calls.length;
  const answer = await person.call('GET', path);
  expect(viaExpress.mock.calls).toHaveLength(before);
  expect(lookedUp).toHaveBeenCalled();
  return answer;
}

async function readThroughExpress(person: Person): Promise<Answer> {
  const holds = vi
    .spyOn(EstateCache.prototype, 'holdsFresh')
    .mockReturnValue(false);
  const before = viaExpress.mock.calls.length;
  const answer = await person.call('GET', path);
  expect(viaExpress.mock.calls).toHaveLength(before + 1);
  holds.mockRestore();
  return answer;
}

/** Everything but what is of one answer alone. */
function headersOf({ headers }: Answer): [string, unknown][] {
  return Object.entries(headers).map(([name, value]) => [
    name,
    name === 'x-request-id' || name === 'date' ? '' : value,
  ]);
}

/** The second one's reads keep the estate fresh, so that only the first one's session is in question. */
async function twoAdmins(): Promise<[Person, Person]> {
  return [
    await console.person('security_admin'),
    await console.person('security_admin'),
  ];
}

const ask = (cookie: string | null) => callAs(console, cookie, 'GET', path);

describe('a read of fresh estate', () => {
  it('has the same bytes and headers from memory as through Express', async () => {
    const admin = await console.person('security_admin');
    await hit(admin);
    const express = await readThroughExpress(admin);
    for (const cached of [await readWithLookUp(admin), await hit(admin)]) {
      expect(cached.status).toBe(200);
      expect(cached.text).toBe(express.text);
      expect(headersOf(cached)).toEqual(headersOf(express));
      expect(cached.headers['x-request-id']).not.toBe(
        express.headers['x-request-id'],
      );
    }
  });

  it('needs a session, also from memory', async () => {
    await hit(await console.person('security_admin'));
    for (const cookie of [null, 'keyward=', `keyward=${'A'.repeat(43)}`]) {
      expect(problemOf(await ask(cookie)).code).toBe('unauthenticated');
    }
  });

  it('needs the permission, also from memory, and the denial is noted', async () => {
    const admin = await console.person('security_admin');
    const nobody = await console.person();
    for (let each = 0; each < 3; each += 1) {
      await hit(admin);
      const answer = await nobody.call('GET', path);
      expect(problemOf(answer).code).toBe('forbidden');
    }
    const noted = await waitFor('the note of the denial', () =>
      console.db
        .selectFrom('audit')
        .select('row')
        .where('outcome', '=', 'denied')
        .where('person_id', '=', nobody.id)
        .executeTakeFirst(),
    );
    expect(noted.row).toMatchObject({ outcome: 'denied' });
  });

  it('ends with the session, here at once', async () => {
    const [admin, other] = await twoAdmins();
    await hit(admin);
    expect((await admin.call('DELETE', '/api/session')).status).toBe(204);
    await hit(other);
    expect(problemOf(await ask(admin.cookie)).code).toBe('unauthenticated');
  });

  it('ends within a second with a session that another replica ended', async () => {
    const [admin, other] = await twoAdmins();
    await hit(admin);
    // A handle of its own: this replica hears nothing of it.
    await transact(console.db, ({ tx }) =>
      endSessionsOf(tx, admin.id, 'ended_by_admin'),
    );
    now += 1_000;
    await hit(other);
    expect(problemOf(await ask(admin.cookie)).code).toBe('unauthenticated');
  });

  it('ends within a second with a role that another replica took', async () => {
    const [admin, other] = await twoAdmins();
    await hit(admin);
    await console.db
      .deleteFrom('person_role')
      .where('person_id', '=', admin.id)
      .execute();
    now += 1_000;
    await hit(other);
    expect(problemOf(await ask(admin.cookie)).code).toBe('forbidden');
  });

  it('is old as soon as a task has ended', async () => {
    const admin = await console.signIn('admin');
    const reviewer = await console.signIn('reviewer');
    await hit(admin);
    const wanted = newProvider(console);
    const change = await submit(admin, wanted);
    const task = await endOf(admin, await approve(reviewer, change));
    expect(task.state).toBe('succeeded');
    const { items } = z
      .object({ items: z.array(z.object({ name: z.string() })) })
      .parse((await admin.call('GET', path)).body);
    expect(items.map(({ name }) => name)).toContain(wanted.input['provider']);
  });

  it('is counted in the metrics and against its person', async () => {
    const admin = await console.person('security_admin');
    await hit(admin);
    const countBefore = await countReads();
    const answers = await Promise.all(
      Array.from({ length: READS_PER_10_SECONDS + 1 }, () =>
        admin.call('GET', path),
      ),
    );
    const codes = new Set(answers.map(({ status }) => status));
    expect(codes).toEqual(new Set([200, 429]));
    const read = answers.filter(({ status }) => status === 200).length;
    await waitFor(
      'all reads to be counted',
      async () => (await countReads()) === countBefore + read,
    );
  });

  it('is refused, also from memory, where a request could be read in two ways', async () => {
    const admin = await console.person('security_admin');
    await hit(admin);
    const before = asked();
    const answer = await console.send({
      method: 'GET',
      path,
      headers: {
        cookie: admin.cookie,
        'content-type': ['text/plain', 'application/json'],
      },
    });
    expect(problemOf(answer).code).toBe('malformed_request');
    expect(asked()).toBe(before);
  });

  it('is read by GET alone from memory', async () => {
    const admin = await console.person('security_admin');
    await hit(admin);
    const answer = await admin.call('DELETE', path);
    expect(problemOf(answer).code).toBe('method_not_allowed');
  });

  it.each(['?wait=31', '?wait=x', '?wait=1&wait=2', '?whatever=1'])(
    'refuses what it cannot be asked, also from memory: %s',
    async (query) => {
      const admin = await console.person('security_admin');
      await hit(admin);
      const answer = await admin.call('GET', `${path}${query}`);
      expect(problemOf(answer).code).toBe('validation_failed');
    },
  );

  it('is gone within a second with a connection that another replica removed', async () => {
    const admin = await console.person('security_admin');
    await hit(admin);
    await console.db
      .updateTable('connection')
      .set({ deleted_at: new Date() })
      .execute();
    now += 1_000;
    expect(problemOf(await admin.call('GET', path)).code).toBe('not_found');
  });
});

async function countReads(): Promise<number> {
  const { text } = await console.send({ method: 'GET', path: '/metrics' });
  const line =
    /^keyward_http_requests_total\{route="readEstate",class="2xx"\} (\d+)$/m.exec(
      text,
    );
  return Number(line?.[1] ?? 0);
}
