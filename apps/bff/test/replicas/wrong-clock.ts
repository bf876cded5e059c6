import { expect } from 'vitest';

import {
  approve,
  decide,
  endOf,
  newProvider,
  submit,
  trySubmit,
} from '../support/changes.ts';
import { DEMO_PASSWORD } from '../support/console-under-test.ts';
import { callAs, cookieOf, type Person, problemOf } from '../support/person.ts';
import { at } from './open-site.ts';
import type { Arena } from './race-over-two.ts';
import type { WrongClock } from './start-replica.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const SESSION_SECONDS = 8 * 3600;

/** Clocks that are wrong for as long as a session, a proof, a window and a task last. */
export const WRONG_CLOCKS: readonly { what: string; clock: WrongClock }[] = [
  { what: 'a day behind', clock: { ms: -DAY_MS } },
  { what: 'a day ahead', clock: { ms: DAY_MS } },
  { what: 'an hour ahead', clock: { ms: HOUR_MS } },
  { what: 'an hour behind', clock: { ms: -HOUR_MS } },
  {
    what: 'at the last second before summer time',
    clock: {
      ms: Date.parse('2027-03-28T00:59:59Z') - Date.now(),
      zone: 'Europe/Berlin',
    },
  },
  {
    what: 'at the last second before winter time',
    clock: {
      ms: Date.parse('2027-10-31T00:59:59Z') - Date.now(),
      zone: 'Europe/Berlin',
    },
  },
];

/** Everything that begins, lasts or ends at a replica whose clock is wrong does so by the database's. */
export async function expectDatabaseTime(
  arena: Arena,
  clock: WrongClock,
): Promise<void> {
  const [right, wrong] = arena.replicas;
  await wrong.setClock(clock);
  try {
    const reviewer = await expectSession(arena);
    await expectProofToAge(arena, reviewer);
    await expectWindow(arena, reviewer);
    const there = at(wrong, arena.admin);
    const change = await submit(there, newProvider(arena.host));
    const approved = await approve(at(wrong, reviewer), change);
    expect(await endOf(at(right, arena.admin), approved)).toMatchObject({
      state: 'succeeded',
    });
    await expectSessionToEnd(arena, reviewer);
  } finally {
    await wrong.setClock({ ms: 0 });
  }
}

/** Begun at the wrong clock, it lasts as long as any, and counts at the right one. */
async function expectSession({ replicas }: Arena): Promise<Person> {
  const [right, wrong] = replicas;
  const answer = await callAs(wrong, null, 'POST', '/api/session', {
    username: 'reviewer',
    password: DEMO_PASSWORD,
  });
  const [said = ''] = answer.headers['set-cookie'] ?? [];
  const maxAge = Number(/Max-Age=(-?\d+)/.exec(said)?.[1]);
  expect(maxAge).toBeGreaterThan(SESSION_SECONDS - 60);
  expect(maxAge).toBeLessThanOrEqual(SESSION_SECONDS);
  const cookie = cookieOf(answer);
  const person = { id: '', username: 'reviewer', cookie };
  const session = await callAs(right, cookie, 'GET', '/api/session');
  expect(session.status).toBe(200);
  return {
    ...person,
    call: (method, path, body, headers) =>
      callAs(right, cookie, method, path, body, headers),
  };
}

/** A proof of just now counts; one of twenty minutes ago does not. */
async function expectProofToAge(arena: Arena, reviewer: Person): Promise<void> {
  const wrong = at(arena.replicas[1], reviewer);
  const change = await submit(arena.admin, newProvider(arena.host));
  await ageSession(
    arena,
    reviewer,
    "proved_at = now() - interval '20 minutes'",
  );
  const old = await decide(wrong, 'reject', change);
  expect(problemOf(old).code).toBe('step_up_required');
  await ageSession(arena, reviewer, 'proved_at = now()');
  expect((await decide(wrong, 'reject', change)).status).toBe(200);
}

/** The time to decide is over when the database says so, and not before. */
async function expectWindow(arena: Arena, reviewer: Person): Promise<void> {
  const wrong = at(arena.replicas[1], reviewer);
  const answer = await trySubmit(
    at(arena.replicas[1], arena.admin),
    newProvider(arena.host),
  );
  const { id, digest } = answer.body as { id: string; digest: string }; // only these two are looked at
  await arena.site.pool.query(
    "update change set decide_by = now() - interval '1 second' where id = $1",
    [id],
  );
  const late = await decide(wrong, 'approve', { id, digest });
  expect(problemOf(late).code).toBe('invalid_state');
  await arena.site.pool.query(
    "update change set decide_by = now() + interval '1 hour' where id = $1",
    [id],
  );
  expect((await decide(wrong, 'reject', { id, digest })).status).toBe(200);
}

/** Idle for too long, or past its hours: over, whatever this replica's clock says. */
async function expectSessionToEnd(
  arena: Arena,
  reviewer: Person,
): Promise<void> {
  const wrong = at(arena.replicas[1], reviewer);
  const look = async (): Promise<number> =>
    (await wrong.call('GET', '/api/session')).status;
  expect(await look()).toBe(200);
  await ageSession(
    arena,
    reviewer,
    "last_seen_at = now() - interval '16 minutes'",
  );
  expect(await look()).toBe(401);
  await ageSession(
    arena,
    reviewer,
    "last_seen_at = now(), expires_at = now() - interval '1 second'",
  );
  expect(await look()).toBe(401);
}

/** Every session of this person, because the table does not know the token. */
async function ageSession(
  { site }: Arena,
  { username }: Person,
  how: string,
): Promise<void> {
  await site.pool.query(
    `update session set ${how} from person
     where person.id = session.person_id and person.username = $1
       and session.created_at = (select max(created_at) from session where person_id = person.id)`,
    [username],
  );
}
