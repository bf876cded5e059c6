import { tellFigure } from '@keyward/database/test-figures';
import { seal, Secret } from '@keyward/secrets';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, it, onTestFinished } from 'vitest';

import type { KeyCustody } from '../../src/key-custody/key-custody.ts';
import { rewrapSealed } from '../../src/key-custody/rewrap-sealed.ts';
import { countByKey } from '../../src/key-custody/sealed-rows.ts';
import { CHILD_ENVIRONMENT } from '../support/child-environment.ts';
import { openSealedStage, type SealedStage } from './sealed-stage.ts';

const scale = Number(process.env['KEYWARD_TEST_SCALE'] ?? '0.05');
const KILLS = Math.max(2, Math.round(50 * scale));
const ROWS = Math.max(100, Math.round(1_200 * scale));
const COMMAND = fileURLToPath(
  new URL('../../src/rotate-key.ts', import.meta.url),
);

let stage: SealedStage;
let custody: KeyCustody;
let connections: string[];
beforeAll(async () => {
  stage = await openSealedStage();
  custody = await stage.custody();
  connections = await stage.addConnections(ROWS, custody);
});
afterAll(() => stage.drop());

/** The command as somebody on the host runs it. */
function rotate() {
  const child = spawn(process.execPath, [COMMAND, '--settle', '0'], {
    env: {
      ...CHILD_ENVIRONMENT,
      DATABASE_URL: stage.databaseUrl,
      KEYWARD_KEK_FILE: stage.keyFile,
      KEYWARD_DATA_DIR: stage.folder,
    },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const said: string[] = [];
  child.stderr.on('data', (chunk: Buffer) => said.push(chunk.toString()));
  return { child, said, ended: once(child, 'exit') };
}

/** How many values are under the key that the fewest or the most are under: it moves while a rotation does. */
async function state(): Promise<string> {
  return JSON.stringify([...(await countByKey(stage.db))].sort());
}

/** Writing and reading back take turns, so that what is read is compared with what was written last. */
let turn: Promise<unknown> = Promise.resolve();
function inTurn<T>(work: () => Promise<T>): Promise<T> {
  const mine = turn.then(work);
  turn = mine.catch(() => undefined);
  return mine;
}

/** People renew credentials all the while, on a replica that looks at its keys as it always does. */
async function renewWhile(running: () => boolean): Promise<number> {
  let renewed = 0;
  while (running()) {
    const id = connections[renewed % connections.length] ?? '';
    const secret = new Secret(`renewed ${String(renewed)} of ${id}`);
    const place = { table: 'connection', column: 'credential', rowId: id };
    await inTurn(async () => {
      await stage.db
        .updateTable('connection')
        .set({ credential: await seal(custody, place, secret) })
        .where('id', '=', id)
        .execute();
      stage.plain.set(id, secret);
    });
    renewed += 1;
    await pause(5);
  }
  return renewed;
}

it(
  'a rotation killed again and again leaves everything readable, and ends when it is run once more',
  async () => {
    let isOver = false;
    let withBoth = 0;
    const renewing = renewWhile(() => !isOver);
    onTestFinished(async () => {
      isOver = true;
      await renewing;
    });
    for (let kill = 0; kill < KILLS; kill += 1) {
      const before = await state();
      const { child, said, ended } = rotate();
      // From the moment that something moves, and a little later each time: before, amidst and after the rows.
      while ((await state()) === before && child.exitCode === null) {
        await pause(2);
      }
      await pause((kill * 37) % 200);
      child.kill('SIGKILL');
      await ended;
      expect(said.join('')).toBe('');
      if ((await countByKey(stage.db)).size > 1) withBoth += 1;
      expect(await inTurn(() => stage.readAll())).toBe(ROWS + 1);
      await custody.look();
      // Another replica goes on at the same time as the next run of the command.
      if (kill % 5 === 4) await rewrapSealed(stage.db, custody);
    }
    isOver = true;
    const renewed = await renewing;
    const last = rotate();
    await last.ended;
    expect(last.said.join('')).toBe('');
    expect(last.child.exitCode).toBe(0);
    expect(await inTurn(() => stage.readAll())).toBe(ROWS + 1);
    await custody.look();
    await rewrapSealed(stage.db, custody);
    expect([...(await countByKey(stage.db)).keys()]).toEqual([
      custody.current().id,
    ]);
    expect(renewed).toBeGreaterThan(0);
    expect(withBoth).toBeGreaterThan(0);
    const rotations = await stage.db
      .selectFrom('key_rotation')
      .selectAll()
      .execute();
    tellFigure('F35 rotations killed, everything readable', KILLS, {
      least: KILLS,
      of: KILLS,
    });
    process.stdout.write(
      `rotation: ${String(ROWS)} rows, killed ${String(KILLS)} times, ${String(withBoth)} of them with both keys in use, ${String(rotations.length)} rotations, ${String(renewed)} credentials renewed meanwhile, unreadable: 0\n`,
    );
  },
  30_000 + KILLS * 20_000,
);
