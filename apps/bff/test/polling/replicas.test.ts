import { tellFigure } from '@keyward/database/test-figures';
import { sql } from 'kysely';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { PollerLease } from '../../src/polling/poller-lease.ts';
import { publishSightings } from '../../src/polling/shared-watches.ts';
import { waitFor } from '../support/wait-for.ts';
import { openPollingStage, type PollingStage } from './polling-stage.ts';
import { DONE, running } from './task-target.ts';

const LONGEST_TAKE_OVER_MS = 15_000;

let stage: PollingStage;

beforeEach(async () => {
  stage = await openPollingStage();
  for (const id of ['a:x', 'b:x']) stage.target.tasks.set(id, running(1));
});
afterEach(() => stage.close());

const told = (what: string, is: () => boolean, limitMs?: number) =>
  waitFor(what, () => Promise.resolve(is()), limitMs);

describe('two replicas that follow tasks of one target', () => {
  it('ask it from one of them, and both hear', async () => {
    const [first, second] = [stage.replica(), stage.replica()];
    const a = first.follow('a:x');
    await told('the first to hear', () => a.told.length > 0);
    const b = second.follow('b:x');
    await told('the second to hear', () => b.told.length > 0);
    expect(stage.target.signIns()).toBe(1);
    stage.target.tasks.set('b:x', DONE);
    await told('the end to be heard at the second', () => {
      const latest = b.latest();
      return latest?.seen === 'task' && latest.work.state === 'succeeded';
    });
    expect(stage.target.heard.at(-1)?.ids.toSorted()).toEqual(['a:x', 'b:x']);
    expect(stage.target.signIns()).toBe(1);
  });

  it('go on at the other at once when the one that asked is stopped', async () => {
    const [first, second] = [stage.replica(), stage.replica()];
    const a = first.follow('a:x');
    await told('the first to hear', () => a.told.length > 0);
    const b = second.follow('b:x');
    await told('the second to hear', () => b.told.length > 0);
    await first.stop();
    const before = stage.target.calls('list');
    await told(
      'the second to ask itself',
      () => stage.target.calls('list') > before,
      5_000,
    );
    expect(stage.target.heard.at(-1)?.ids).toEqual(['b:x']);
  });

  it('go on at the other within 15 s when the one that asked is gone without a word', async () => {
    const gone = new PollerLease(stage.db, stage.connectionId, 'gone');
    expect(await gone.take()).toBe(true);
    const diedAt = performance.now();
    // A killed process renews nothing; what is left of it is the row.
    await sql`update connection_poller set fence = fence + 1`.execute(stage.db);
    const b = stage.replica().follow('b:x');
    await told('the other to hear', () => b.told.length > 0);
    const tookMs = performance.now() - diedAt;
    tellFigure('F17 poller taken over, ms', Math.round(tookMs), {
      most: LONGEST_TAKE_OVER_MS,
    });
    expect(tookMs).toBeGreaterThan(10_000);
    expect(tookMs).toBeLessThan(LONGEST_TAKE_OVER_MS);
  });
});

describe('the lease of a connection', () => {
  it('is had by one of many that want it at once', async () => {
    const leases = Array.from(
      { length: 8 },
      (_, each) =>
        new PollerLease(stage.db, stage.connectionId, `owner-${String(each)}`),
    );
    const taken = await Promise.all(leases.map((lease) => lease.take()));
    expect(taken.filter(Boolean)).toHaveLength(1);
    for (const lease of leases) await lease.release();
  });

  it('lets nobody write who has lost it', async () => {
    const { db, connectionId } = stage;
    const late = new PollerLease(db, connectionId, 'late');
    await late.take();
    const fence = late.fence ?? 0;
    await sql`
      insert into upstream_watch (connection_id, upstream_task_id, watcher, wanted_until)
      values (${connectionId}, 'a:x', 'other', now() + interval '1 hour')`.execute(
      db,
    );
    await sql`update connection_poller set lease_until = now()`.execute(db);
    const next = new PollerLease(db, connectionId, 'next');
    expect(await next.take()).toBe(true);
    const place = { connectionId, owner: 'late' };
    await publishSightings(
      db,
      place,
      fence,
      new Map([['a:x', { seen: 'forgotten' }]]),
    );
    const row = await db
      .selectFrom('upstream_watch')
      .select('sighting')
      .executeTakeFirstOrThrow();
    expect(row.sighting).toBeNull();
    await late.release();
    expect(next.fence).toBe(fence + 1);
    await next.release();
  });
});
