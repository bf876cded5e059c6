import { expect } from 'vitest';

import {
  decide,
  newKey,
  newProvider,
  readChange,
  submit,
  trySubmit,
} from '../support/changes.ts';
import { type Person, problemOf } from '../support/person.ts';
import { at, type Site } from './open-site.ts';
import type { Replica } from './start-replica.ts';

/** Two replicas, a host that takes changes, and people who are signed in at both. */
export interface Arena {
  site: Site;
  replicas: readonly [Replica, Replica];
  admin: Person;
  reviewer: Person;
  reviewer2: Person;
  lead: Person;
  host: { connectionId: () => string };
}

/** One request, fifty times at once over both replicas, as an impatient client behind a load balancer sends it. */
export async function expectOneChange(arena: Arena): Promise<void> {
  const headers = newKey();
  const request = newProvider(arena.host);
  const answers = await Promise.all(
    Array.from({ length: 50 }, (_, index) =>
      trySubmit(everyOther(arena, arena.admin, index), request, headers),
    ),
  );
  const made = answers.filter(({ status }) => status === 201).map(readChange);
  expect(made.length).toBeGreaterThan(0);
  expect(new Set(made.map(({ id }) => id)).size).toBe(1);
  const others = answers.filter(({ status }) => status !== 201);
  expect(new Set(others.map((each) => problemOf(each).code))).toEqual(
    new Set(others.length === 0 ? [] : ['idempotency_in_flight']),
  );
  const { rows } = await arena.site.pool.query(
    "select id from change where input->>'provider' = $1",
    [request.input['provider']],
  );
  expect(rows).toHaveLength(1);
  // The answer was lost; whoever asks again, wherever, hears the same.
  for (const replica of arena.replicas) {
    const again = await trySubmit(at(replica, arena.admin), request, headers);
    expect(again.headers['idempotency-replayed']).toBe('true');
    expect(readChange(again).id).toBe(made[0]?.id);
    const other = { ...request, reason: 'Another one' };
    const reused = await trySubmit(at(replica, arena.admin), other, headers);
    expect(problemOf(reused).code).toBe('idempotency_key_reused');
  }
}

/**
 * All at once, over both replicas: two people approve (one of them at both), another rejects, the requester takes it
 * back. Returns whose answer was yes.
 */
export async function expectOneWinner(
  arena: Arena,
): Promise<{ won: string[]; id: string }> {
  const { admin, reviewer, reviewer2, lead } = arena;
  const [a, b] = arena.replicas;
  const change = await submit(admin, newProvider(arena.host));
  const tries = {
    'approved at one': decide(at(a, reviewer), 'approve', change),
    'approved at the other': decide(at(b, reviewer), 'approve', change),
    'approved by another': decide(at(b, reviewer2), 'approve', change),
    rejected: decide(at(a, lead), 'reject', change),
    withdrawn: at(b, admin).call(
      'POST',
      `/api/changes/${change.id}/withdraw`,
      {},
    ),
  };
  const won: string[] = [];
  for (const [name, answer] of Object.entries(tries)) {
    const { status } = await answer;
    expect([200, 409]).toContain(status);
    if (status === 200) won.push(name);
  }
  expect(won).toHaveLength(1);
  const tasks = await arena.site.db
    .selectFrom('task')
    .select('id')
    .where('change_id', '=', change.id)
    .execute();
  expect(tasks).toHaveLength(won[0]?.startsWith('approved') === true ? 1 : 0);
  return { won, id: change.id };
}

function everyOther(arena: Arena, person: Person, index: number): Person {
  return at(arena.replicas[index % 2 === 0 ? 0 : 1], person);
}
