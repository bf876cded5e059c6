import { isFullScale, tellFigure } from '@keyward/database/test-figures';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import type { Exchange, Misbehaviour } from '../hostile/evil-gateway.ts';
import { type GatewayStage, openGatewayStage } from './gateway-stage.ts';
import {
  addedAt,
  addsFirst,
  runsAsJob,
  type SeveralServers,
  severalServers,
  untruthsIn,
} from './several-servers.ts';

const LONGEST_MS = isFullScale ? 900_000 : 60_000;

let stage: GatewayStage;

beforeAll(async () => {
  stage = await openGatewayStage(['ontap-01']);
});
afterAll(() => stage.close());

interface Way {
  what: string;
  behave: (change: SeveralServers, count: number) => Misbehaviour;
}

const says =
  (status: number, body: unknown) =>
  (exchange: Exchange): void =>
    exchange.say({
      status,
      headers: { 'content-type': 'application/json' },
      body,
    });
const tooMany = { code: '65536038', message: 'Too many key servers.' };

/** A refusal that proves of a single server that it is not there. */
const REFUSES: Way = {
  what: 'refuses the rest',
  behave: (change, count) =>
    addsFirst(change, count, says(400, { error: tooMany })),
};
const HANGS_UP: Way = {
  what: 'hangs up',
  behave: (change, count) =>
    addsFirst(change, count, ({ socket }) => void socket.destroy()),
};
const ALL: readonly Way[] = [
  REFUSES,
  HANGS_UP,
  {
    what: 'fails',
    behave: (change, count) =>
      addsFirst(
        change,
        count,
        says(500, { error: { code: '65536921', message: 'Failed.' } }),
      ),
  },
  {
    what: 'says that all is done',
    behave: (change, count) =>
      addsFirst(change, count, says(201, { num_records: change.names.length })),
  },
  {
    what: 'lets its job fail',
    behave: (change, count) =>
      runsAsJob(change, count, {
        state: 'failure',
        code: 65_536_038,
        message: 'Too many key servers.',
      }),
  },
  {
    what: 'lets its job succeed',
    behave: (change, count) => runsAsJob(change, count, { state: 'success' }),
  },
];

/** Each of two to four servers, of which the target adds the first none to all; two of them at the usual scale. */
const TRIED: { servers: number; count: number; way: Way }[] = isFullScale
  ? [2, 3, 4].flatMap((servers) =>
      Array.from({ length: servers + 1 }, (_, count) =>
        ALL.map((way) => ({ servers, count, way })),
      ).flat(),
    )
  : [
      { servers: 2, count: 1, way: REFUSES },
      { servers: 3, count: 2, way: HANGS_UP },
    ];

describe(
  'a target that does a part of a change',
  { timeout: LONGEST_MS },
  () => {
    it('is told of part by part, and gets nothing twice', async () => {
      const wrong: string[] = [];
      for (const { servers, count, way } of TRIED) {
        const change = severalServers(servers);
        const ended = await stage.run(
          change.operation,
          way.behave(change, count),
        );
        const untruths = untruthsIn(ended, change, count, await addedAt(stage));
        if (untruths.length === 0) continue;
        wrong.push(
          `${String(count)} of ${String(servers)}, ${way.what}: ${ended.task.state}, ${untruths.join('; ')}`,
        );
      }
      tellFigure(
        'F14 partial answers told truly',
        TRIED.length - wrong.length,
        {
          least: TRIED.length,
          of: TRIED.length,
        },
      );
      expect(wrong).toEqual([]);
    });
  },
);

describe('a cluster that makes a job of it', { timeout: LONGEST_MS }, () => {
  it('has its job followed to the end, and the change read back', async () => {
    const change = severalServers(2);
    const job = runsAsJob(change, 2, { state: 'success' });
    const { task, sent } = await stage.run(change.operation, job);
    expect(task).toMatchObject({
      state: 'succeeded',
      upstreamTaskId: job.uuid,
      verification: { level: 'full' },
    });
    expect(job.looks()).toBeGreaterThanOrEqual(3);
    expect(sent).toBe(1);
    expect(await addedAt(stage)).toEqual(change.names);
  });

  it('has the reason of its job’s failure told, and what the job did before', async () => {
    const change = severalServers(2);
    const job = runsAsJob(change, 1, { state: 'failure', ...tooManyThere });
    const { task, sent } = await stage.run(change.operation, job);
    expect(task).toMatchObject({
      state: 'failed',
      failureKind: 'upstream_failed',
      upstreamTaskId: job.uuid,
      explanation: { code: '65536038' },
      upstream: { system: 'ontap', code: '65536038', upstreamTaskId: job.uuid },
    });
    expect(task.verification?.observed).toEqual(
      expect.arrayContaining([
        `${change.names[0] ?? ''} is configured.`,
        `${change.names[1] ?? ''} is missing.`,
      ]),
    );
    expect(sent).toBe(1);
  });

  const tooManyThere = { code: 65_536_038, message: 'Too many key servers.' };
});
