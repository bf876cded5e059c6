import { transact } from '@keyward/database';
import { sql } from 'kysely';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';

import { takeDeliveries } from '../../src/notifications/take-deliveries.ts';
import { tell } from '../../src/notifications/tell.ts';
import { waitFor } from '../support/wait-for.ts';
import { openOutboxStage, type OutboxStage } from './outbox-stage.ts';
import { openWebhookSink, type WebhookSink } from './webhook-sink.ts';

let stage: OutboxStage;
let sink: WebhookSink;
let somebody: string;
let webhooks: { url: string; secretFile: string }[];

beforeAll(async () => {
  stage = await openOutboxStage();
  sink = await openWebhookSink();
  somebody = await stage.person('somebody@example.org');
  webhooks = [
    {
      url: sink.url,
      secretFile: await stage.secretFile('a-secret-of-this-test-only'),
    },
  ];
});
afterEach(() => stage.clear());
afterAll(async () => {
  await stage.close();
  await sink.close();
});

const matter = {
  kind: 'decided',
  once: 'decided:1',
  title: 'CHG-1 was approved',
  changeId: null,
  taskId: null,
  connectionId: null,
  phrase: null,
  deadline: null,
} as const;

describe('the outbox', () => {
  it('holds nothing of what was rolled back, and neither does the inbox', async () => {
    const channels = { email: true, webhooks: ['some'] };
    await expect(
      transact(stage.db, async (journal) => {
        await tell(journal, channels, matter, [somebody]);
        throw new Error('The decision failed.');
      }),
    ).rejects.toThrow('The decision failed.');
    expect(await stage.deliveries()).toEqual([]);
    expect(
      await stage.db.selectFrom('notification').selectAll().execute(),
    ).toEqual([]);
  });

  it('gets a matter once, however often it is told', async () => {
    const channels = { email: true, webhooks: ['some'] };
    await Promise.all(
      Array.from({ length: 4 }, () =>
        transact(stage.db, (journal) =>
          tell(journal, channels, matter, [somebody]),
        ),
      ),
    );
    const rows = await stage.deliveries();
    expect(rows.map((row) => row.channel).sort()).toEqual(['email', 'webhook']);
  });

  it('is worked off by several replicas without sending anything twice', async () => {
    const replicas = [1, 2, 3].map(() => stage.replica({ webhooks }));
    const names = Array.from({ length: 40 }, (_, index) => `m${String(index)}`);
    for (const name of names) await replicas[0]?.tell(name, [somebody]);
    await waitFor('everything to be sent', async () =>
      (await stage.deliveries()).every((row) => row.sent_at !== null),
    );
    const ids = sink.received.map((each) => each.headers['keyward-delivery']);
    expect(ids).toHaveLength(names.length);
    expect(new Set(ids).size).toBe(names.length);
  });

  it('hands each delivery to one of those who ask at the same time', async () => {
    const channels = { email: false, webhooks: ['some'] };
    for (let number = 0; number < 60; number += 1) {
      const once = `decided:${String(number)}`;
      await transact(stage.db, (journal) =>
        tell(journal, channels, { ...matter, once }, [somebody]),
      );
    }
    const taken = await Promise.all(
      Array.from({ length: 10 }, () => takeDeliveries(stage.db, 8)),
    );
    const ids = taken.flat().map((row) => row.id);
    expect(ids.length).toBeGreaterThan(0);
    expect(new Set(ids).size).toBe(ids.length);
  });

  it('takes nothing that another one is just taking, and waits for nobody', async () => {
    const channels = { email: false, webhooks: ['some'] };
    for (let number = 0; number < 16; number += 1) {
      const once = `decided:${String(number)}`;
      await transact(stage.db, (journal) =>
        tell(journal, channels, { ...matter, once }, [somebody]),
      );
    }
    const taken = await stage.db.transaction().execute(async (first) => {
      const ours = await takeDeliveries(first, 8);
      const others = await stage.db.transaction().execute(async (second) => {
        await sql`set local lock_timeout = '2s'`.execute(second);
        return takeDeliveries(second, 8);
      });
      return [...ours, ...others];
    });
    expect(new Set(taken.map((row) => row.id)).size).toBe(16);
  });

  it('gives up after a day, and says why', async () => {
    const replica = stage.replica({ webhooks });
    sink.answerWith((response) => void response.writeHead(503).end());
    await replica.tell('hopeless', [somebody]);
    await stage.deliveryWhen((row) => row.last_problem !== null);
    await sql`update delivery set created_at = now() - interval '25 hours', due_at = now()`.execute(
      stage.db,
    );
    const row = await stage.deliveryWhen((each) => each.given_up_at !== null);
    expect([row.due_at, row.last_problem]).toEqual([null, 'HTTP 503']);
    expect(replica.counted.at(-1)).toBe('webhook given_up');
    expect(stage.logged.join('\n')).toContain('was given up');
    sink.answerWith((response) => void response.writeHead(204).end());
  });

  it('gives up at once what no configured webhook takes any more', async () => {
    const elsewhere = { ...webhooks[0], url: `${sink.url}/else` };
    const before = stage.replica({
      webhooks: [{ secretFile: '', ...elsewhere }],
    });
    await before.stop();
    stage.replica({ webhooks });
    await before.tell('gone', [somebody]);
    const row = await stage.deliveryWhen((each) => each.given_up_at !== null);
    expect(row.last_problem).toBe('no longer configured');
  });

  it('sends again what a replica took and did not finish', async () => {
    const first = stage.replica({ webhooks });
    sink.answerWith(() => undefined);
    const heard = sink.received.length;
    await first.tell('cut off', [somebody]);
    await waitFor('the first try', async () => sink.received.length > heard);
    await first.stop();
    expect(
      (await stage.deliveryWhen((row) => row.due_at !== null)).last_problem,
    ).toBe(null);
    sink.answerWith((response) => void response.writeHead(204).end());
    stage.replica({ webhooks });
    await stage.hurry();
    const row = await stage.deliveryWhen((each) => each.sent_at !== null);
    expect(row.attempts).toBe(2);
    const ids = sink.received
      .slice(heard)
      .map((each) => each.headers['keyward-delivery']);
    expect(ids).toEqual([row.id, row.id]);
  });
});
