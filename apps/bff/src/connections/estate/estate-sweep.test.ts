import { setTimeout as wait } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';

import {
  type ConnectionRecord,
  readConnectionRow,
} from '../connection-record.ts';
import type { EstateCache, Remembered } from './estate-cache.ts';
import { EstateSweep } from './estate-sweep.ts';

const OBSERVED = '2026-01-02T03:04:05.678Z';
const FRESH: Remembered = {
  answer: { items: [], observedAt: OBSERVED, refreshing: false },
  isFresh: true,
};

function arrayNamed(
  name: string,
  more: { capabilities?: string[]; health?: string } = {},
): ConnectionRecord {
  return readConnectionRow({
    id: name,
    name,
    description: '',
    kind: 'ontap',
    host: `${name}.example`,
    port: 443,
    trust: { mode: 'pin', sha256: '0'.repeat(64) },
    pinned_certificate: null,
    esx_auth: null,
    username: 'admin',
    credential: Buffer.alloc(0),
    credential_set_at: new Date(0),
    credential_set_by: null,
    version: null,
    capabilities: ['key-managers'],
    health: 'reachable',
    health_detail: null,
    checked_at: null,
    quarantined_at: null,
    deleted_at: null,
    created_at: new Date(0),
    v: 1,
    estate_version: 0,
    build: null,
    unread: [],
    shown_certificate: null,
    last_reached_at: null,
    ...more,
  });
}

/** Targets that answer when they are told to. */
function targets(records: ConnectionRecord[]) {
  const known = new Map<string, Remembered>();
  const open = new Map<string, () => void>();
  const begun: string[] = [];
  let most = 0;
  let lists = 0;
  const estate: Pick<EstateCache, 'read' | 'remembered'> = {
    remembered: ({ id }) => known.get(id) ?? null,
    async read(id) {
      begun.push(id);
      await new Promise<void>((resolve) => {
        open.set(id, resolve);
        most = Math.max(most, open.size);
      });
      open.delete(id);
      known.set(id, FRESH);
      return FRESH.answer;
    },
  };
  const sweep = new EstateSweep({
    list: async () => {
      lists += 1;
      return records;
    },
    estate,
  });
  return {
    sweep,
    begun,
    mostAtOnce: () => most,
    lists: () => lists,
    answer: (id: string) => open.get(id)?.(),
    /** Lets everything go on that does not wait for a target. */
    settle: () => wait(0),
  };
}

describe('a sweep', () => {
  it('waits for no target longer than it was told, and tells who is still read', async () => {
    const { sweep, answer, settle } = targets([
      arrayNamed('quick'),
      arrayNamed('slow'),
    ]);
    const reading = sweep.read(['key-managers'], 1);
    await settle();
    answer('quick');
    const found = await reading;
    expect(found.map(({ remembered }) => remembered?.answer)).toEqual([
      FRESH.answer,
      { items: [], observedAt: null, refreshing: true },
    ]);
    answer('slow');
  });

  it('answers at once what is fresh, and asks nobody for it', async () => {
    const { sweep, answer, begun, settle } = targets([arrayNamed('one')]);
    const first = sweep.read(['key-managers'], 30);
    await settle();
    answer('one');
    await first;
    await sweep.read(['key-managers'], 30);
    expect(begun).toEqual(['one']);
  });

  it('looks the connections up again only after it has waited', async () => {
    const { sweep, answer, lists, settle } = targets([arrayNamed('one')]);
    await sweep.read(['key-managers'], 0);
    expect(lists()).toBe(1);
    const waiting = sweep.read(['key-managers'], 30);
    await settle();
    answer('one');
    await waiting;
    expect(lists()).toBe(3);
    const [found] = await sweep.read(['key-managers'], 30);
    expect(lists()).toBe(4);
    expect(found?.remembered).toEqual(FRESH);
  });

  it('asks a target once, however many look', async () => {
    const { sweep, answer, begun, settle } = targets([arrayNamed('one')]);
    const all = [1, 2, 3].map(() => sweep.read(['key-managers'], 30));
    await settle();
    answer('one');
    await Promise.all(all);
    expect(begun).toEqual(['one']);
  });

  it('reads sixteen targets at once and the others after them', async () => {
    const names = Array.from({ length: 40 }, (_, at) => `array-${String(at)}`);
    const { sweep, answer, begun, mostAtOnce, settle } = targets(
      names.map((name) => arrayNamed(name)),
    );
    const reading = sweep.read(['key-managers'], 30);
    await settle();
    expect(begun).toHaveLength(16);
    for (const name of names) {
      answer(name);
      await settle();
    }
    await reading;
    expect(begun).toEqual(names);
    expect(mostAtOnce()).toBe(16);
  });

  it('begins the reads and does not wait when it is told to wait for nothing', async () => {
    const { sweep, answer, begun, settle } = targets([arrayNamed('one')]);
    const [found] = await sweep.read(['key-managers'], 0);
    expect(found?.remembered?.answer.refreshing).toBe(true);
    await settle();
    expect(begun).toEqual(['one']);
    answer('one');
  });

  it('leaves out who does not have the collection, and asks who is not known yet', async () => {
    const { sweep } = targets([
      arrayNamed('without', { capabilities: [] }),
      arrayNamed('unknown', { capabilities: [], health: 'unreachable' }),
    ]);
    const found = await sweep.remembered(['key-managers', 'native-providers']);
    expect(found.map(({ record }) => record.name)).toEqual(['unknown']);
  });

  it('asks nobody for what is remembered', async () => {
    const { sweep, begun, settle } = targets([arrayNamed('one')]);
    await sweep.remembered(['key-managers']);
    await settle();
    expect(begun).toEqual([]);
  });
});
