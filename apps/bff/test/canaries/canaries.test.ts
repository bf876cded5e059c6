import { isFullScale, tellFigure } from '@keyward/database/test-figures';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';

import { approve, endOf, submit } from '../support/changes.ts';
import { waitFor } from '../support/wait-for.ts';
import { derivationKey } from './change-requests.ts';
import { CHANGE_SCENARIOS } from './change-scenarios.ts';
import { CONNECTION_SCENARIOS } from './connection-scenarios.ts';
import { noteKeys, rotate, seal } from './key-scenarios.ts';
import { PEOPLE_SCENARIOS } from './people-scenarios.ts';
import { plantLeaks, SPELLING_NAMES } from './planted-leaks.ts';
import { REQUEST_SCENARIOS } from './request-scenarios.ts';
import {
  collectRunning,
  collectStopped,
  holdsIts,
  leaksIn,
  type Marker,
  scannersFor,
  type Sink,
} from './sinks.ts';
import { type CanaryStage, openCanaryStage } from './stage.ts';

const MARKER = 'A reason that everybody may read';
const START_MS = 180_000;
const SCENARIOS = [
  ...REQUEST_SCENARIOS,
  ...PEOPLE_SCENARIOS,
  ...CONNECTION_SCENARIOS,
  ...CHANGE_SCENARIOS,
].filter(({ isQuick }) => isQuick || isFullScale);

const heard = z.object({
  headers: z.record(z.string(), z.union([z.string(), z.array(z.string())])),
});

let stage: CanaryStage;
let marker: Marker;
let real: Record<string, string>;
const sinks: Sink[] = [];

beforeAll(async () => {
  stage = await openCanaryStage();
  await stage.begin();
  await stage.db
    .updateTable('person')
    .set({ email: 'everybody@example.org' })
    .execute();
  const request = { ...derivationKey(stage), reason: MARKER };
  const change = await approve(
    stage.reviewer,
    await submit(stage.admin, request),
  );
  const task = await endOf(stage.admin, change);
  marker = { reason: MARKER, changeId: change.id };
  real = { change: change.id, task: task.id };
}, START_MS);
afterAll(() => stage.close(), START_MS);

describe('a secret', () => {
  it.each(SCENARIOS.map((each) => [each.name, each] as const))(
    'comes to the console: %s',
    async (_name, scenario) => {
      // A key manager takes four servers, and each scenario adds some.
      await stage.control('ontap-01').reset();
      await expect(scenario.run(stage)).resolves.toBeUndefined();
    },
    START_MS,
  );

  it.runIf(isFullScale)(
    'stays one when its key-encryption key is rotated, lost, mistaken and found',
    async () => {
      await expect(rotate(stage)).resolves.toBeUndefined();
      await expect(seal(stage)).resolves.toBeUndefined();
    },
    START_MS,
  );

  it(
    'is in no answer, stream, row, file, log, message or export, and at no target but its own',
    async () => {
      await noteKeys(stage);
      await settleDeliveries(stage);
      noteUpstreamSessions(stage);
      sinks.push(...(await collectRunning(stage, marker, real)));
      await stage.end('stop');
      sinks.push(...(await collectStopped(stage, marker)));
      const { canaries, kinds } = stage.book;
      const leaks = leaksIn(sinks, scannersFor(canaries));
      tellFigure('canaries: secrets', canaries.length, { least: 20 });
      tellFigure('canaries: kinds of secrets', kinds.length, { least: 20 });
      tellFigure('canaries: encodings', SPELLING_NAMES.length, { least: 8 });
      tellFigure('canaries: sinks', sinks.length, { least: 10 });
      tellFigure('canaries: hits', leaks.length, { most: 0 });
      tellFigure(
        'canaries: bytes at the end of a redirect',
        stage.goal.bytes(),
        {
          most: 0,
        },
      );
      expect(sinks.filter((each) => !holdsIts(each)).map(nameOf)).toEqual([]);
      expect(kinds.length).toBeGreaterThanOrEqual(20);
      expect(leaks).toEqual([]);
      expect(stage.goal.bytes()).toBe(0);
    },
    START_MS,
  );

  it(
    'would be found: every kind, every spelling, every sink',
    () => {
      const planted = plantLeaks(sinks, stage.book.canaries);
      const missed = planted.filter(({ isFound }) => !isFound);
      tellFigure(
        'canaries: planted leaks found',
        planted.length - missed.length,
        {
          least: planted.length,
          of: planted.length,
        },
      );
      expect(planted.length).toBeGreaterThanOrEqual(20);
      expect(missed).toEqual([]);
    },
    START_MS,
  );
});

/** Notes the sessions that targets gave the console: each is known to its own target alone. */
function noteUpstreamSessions({ book, targets }: CanaryStage): void {
  for (const { name, everything } of targets) {
    for (const text of everything) {
      const { headers } = heard.parse(JSON.parse(text));
      for (const id of ['vmware-api-session-id', 'vmware-api-session-key']) {
        const value = headers[id];
        if (value !== undefined) {
          book.note(
            'session at a target',
            Array.isArray(value) ? value.join() : value,
            name,
          );
        }
      }
    }
  }
}

const nameOf = ({ name }: Sink): string => name;

/** What people are told is sent in the background. */
async function settleDeliveries({ db, mail, hook }: CanaryStage) {
  await waitFor('e-mail and webhooks about the change', async () => {
    const waiting = await db
      .selectFrom('delivery')
      .select('id')
      .where('sent_at', 'is', null)
      .execute();
    const { changeId } = marker;
    return (
      waiting.length === 0 &&
      mail.mails.some(({ raw }) => raw.includes(changeId)) &&
      hook.received.some(({ body }) => body.includes(changeId))
    );
  });
}
