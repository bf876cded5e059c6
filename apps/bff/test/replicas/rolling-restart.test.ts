import { isFullScale, tellFigure } from '@keyward/database/test-figures';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { endOf, look } from '../support/changes.ts';
import { waitFor } from '../support/wait-for.ts';
import { at, openSite, signInAt, type Site } from './open-site.ts';
import { slowTask, upstreamTask } from './run-over-two.ts';
import type { Replica } from './start-replica.ts';
import {
  type Acknowledged,
  keepFollowing,
  keepSubmitting,
  type People,
} from './steady-client.ts';

const ROUNDS = 10;

/** What makes a console one of the so-manieth next version. */
function upTo(version: number): string[] {
  return Array.from({ length: version }, (_, index) => {
    const preload = new URL('./next-version.ts', import.meta.url);
    preload.searchParams.set('v', String(index + 1));
    return preload.href;
  });
}

let site: Site;
let replicas: Replica[] = [];

// Starting twenty consoles takes minutes: a run at full scale does it.
describe.runIf(isFullScale)(
  'replacing one replica after the other by the next version, under load',
  () => {
    beforeAll(async () => {
      site = await openSite({ estate: ['esx-01', 'vc-work'], taskSeconds: 4 });
    });
    afterAll(() => site.stop());

    it(
      'loses no event, no acknowledged change and no task, and sends nothing twice',
      async () => {
        // Between the two stands nothing but a list of who serves.
        const serving = () => replicas;
        const acknowledged: Acknowledged = { submitted: [], approved: [] };
        replicas = await Promise.all([site.start(), site.start()]);
        for (let round = 0; round < ROUNDS; round += 1) {
          const people = await signInBoth();
          const id = await site.connectionId('esx-01');
          const slow = await slowTask({ ...people, site });
          await upstreamTask({ site }, slow.taskId ?? '');
          const stream = keepFollowing(serving, people.reviewer);
          const load = keepSubmitting(serving, people, {
            connectionId: () => id,
          });
          await replaceAll(round + 1);
          await load.stop();
          acknowledged.submitted.push(...load.acknowledged.submitted);
          acknowledged.approved.push(...load.acknowledged.approved);
          const [first] = replicas;
          if (first === undefined) throw new Error('Nobody serves.');
          const admin = at(first, people.admin);
          expect(await endOf(admin, slow)).toMatchObject({
            state: 'succeeded',
          });
          expect(await site.control('vc-work').effects()).toHaveLength(1);
          for (const change of load.acknowledged.approved) {
            expect((await endOf(admin, change)).state).toBe('succeeded');
          }
          await expectStored(first, people, load.acknowledged);
          await expectHeard(stream.numbers);
          await stream.stop();
          expect(stream.byes()).toBeGreaterThan(0);
        }
        const { rows } = await site.pool.query(
          "select name from kysely_migration where name like '9999-version-%'",
        );
        expect(rows).toHaveLength(ROUNDS);
        tellFigure('F38 rolling upgrades with running tasks', ROUNDS, {
          of: 10,
          note: `${String(acknowledged.submitted.length)} changes acknowledged`,
        });
        expect(acknowledged.approved.length).toBeGreaterThan(0);
      },
      60_000 + ROUNDS * 90_000,
    );
  },
);

async function signInBoth(): Promise<People> {
  const [first, second] = replicas;
  if (first === undefined || second === undefined) throw new Error('Two.');
  return {
    admin: await signInAt(first, 'admin'),
    reviewer: await signInAt(second, 'reviewer'),
  };
}

/** One at a time: out of service, asked to end, replaced by the next version, back in service. */
async function replaceAll(version: number): Promise<void> {
  for (const old of [...replicas]) {
    const others = replicas.filter((each) => each !== old);
    // The balancer hears of it when the console no longer answers, not before.
    const { code, ms } = await old.stop();
    replicas = others;
    expect(code).toBe(0);
    expect(ms).toBeLessThan(10_000);
    replicas = [...others, await site.start({ preload: upTo(version) })];
  }
}

/** What was acknowledged is stored, and each effect happened once. */
async function expectStored(
  replica: Replica,
  { admin }: People,
  { submitted, approved }: Acknowledged,
): Promise<void> {
  const effects = await site.control('esx-01').effects();
  const ran = new Set(approved.map(({ id }) => id));
  for (const { id, provider } of submitted) {
    const change = await look(at(replica, admin), id);
    const made = effects.filter(({ object }) => object === provider);
    expect(made.length).toBeLessThanOrEqual(1);
    if (!ran.has(id)) continue;
    expect(change.state).toBe('succeeded');
    expect(made).toHaveLength(1);
  }
}

/** Every event between the first and the last that the stream brought, each once; progress that was overtaken may lack. */
async function expectHeard(hear: () => number[]): Promise<void> {
  const { rows } = await site.pool.query<{ head: number }>(
    "select max(seq)::int as head from event where data->>'what' is distinct from 'progress'",
  );
  const head = rows[0]?.head ?? 0;
  await waitFor('the stream to come so far', () =>
    Promise.resolve(hear().includes(head)),
  );
  const numbers = hear().filter((seq) => seq <= head);
  const [first = 0] = numbers;
  const { rows: wanted } = await site.pool.query<{ seq: number }>(
    `select seq::int as seq from event
     where seq between $1 and $2 and data->>'what' is distinct from 'progress' order by event.seq`,
    [first, head],
  );
  expect(new Set(numbers).size).toBe(numbers.length);
  expect(numbers).toEqual(expect.arrayContaining(wanted.map(({ seq }) => seq)));
  expect(numbers).toEqual(numbers.toSorted((x, y) => x - y));
}
