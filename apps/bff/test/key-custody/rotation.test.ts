import {
  exchangeKeyFile,
  generateKeyEncryptionKeyFile,
  keyIdOf,
  keyRing,
  seal,
  Secret,
} from '@keyward/secrets';
import { copyFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { pino } from 'pino';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import {
  type KeyKeeperParts,
  startKeyKeeper,
} from '../../src/key-custody/key-keeper.ts';
import { rewrapSealed } from '../../src/key-custody/rewrap-sealed.ts';
import { rotateKey } from '../../src/key-custody/rotate-key.ts';
import { beginRotation, endRotation } from '../../src/key-custody/rotation.ts';
import { countByKey } from '../../src/key-custody/sealed-rows.ts';
import { waitFor } from '../support/wait-for.ts';
import { openSealedStage, type SealedStage } from './sealed-stage.ts';

let stage: SealedStage;
let undo: (() => Promise<unknown>)[];
beforeEach(async () => {
  stage = await openSealedStage();
  undo = [() => stage.drop()];
});
afterEach(async () => {
  for (const each of undo.reverse()) await each();
});

const AT_ONCE = { settleSeconds: 0, onStep: () => undefined };

/** A console's keeper of keys, as one replica runs it. */
async function keep(parts: Partial<KeyKeeperParts> = {}) {
  const custody = await stage.custody();
  const logged: string[] = [];
  const log = pino(
    { level: 'debug' },
    { write: (line) => void logged.push(line) },
  );
  undo.push(
    startKeyKeeper({
      db: stage.db,
      custody,
      log,
      onOpened: async () => undefined,
      onSealed: async () => undefined,
      lookMs: 20,
      settleSeconds: 0,
      ...parts,
    }),
  );
  return { custody, logged };
}

async function audited(): Promise<string[]> {
  const rows = await stage.db
    .selectFrom('audit')
    .select('code')
    .where('code', 'like', 'key.%')
    .orderBy('seq')
    .execute();
  return rows.map(({ code }) => code);
}

async function underOneKey(): Promise<string> {
  const keys = [...(await countByKey(stage.db)).keys()];
  expect(keys).toHaveLength(1);
  return keys[0] ?? '';
}

describe('rotating the key-encryption key', () => {
  it('brings everything under the new key; the commitment key keeps its value', async () => {
    const before = await stage.custody();
    const { commitKey } = before;
    const old = before.current().id;
    await stage.addConnections(120, before);
    const report = await rotateKey(stage.db, stage.settings, AT_ONCE);
    expect(report).toMatchObject({ done: 120, freed: [old] });
    expect(await underOneKey()).toBe(report.key);
    // The old key's file is of no use any more.
    await rm(`${stage.keyFile}.${old}`);
    expect(await stage.readAll()).toBe(121);
    const after = await stage.custody();
    expect(after.commitKey.equals(commitKey)).toBe(true);
    expect(await audited()).toEqual(['key.rotation_begun', 'key.rotated']);
  });

  it('needs the old key until everything is under the new one', async () => {
    const before = await stage.custody();
    await stage.addConnections(1, before);
    const { from, to } = await exchangeKeyFile(stage.keyFile);
    await beginRotation(stage.db, before, to);
    expect((await stage.custody()).sealed).toBeNull();
    await copyFile(`${stage.keyFile}.${from.id}`, join(stage.folder, 'away'));
    await rm(`${stage.keyFile}.${from.id}`);
    expect((await stage.custody()).sealed).toMatchObject({
      because: 'key_missing',
      missing: [from.id],
    });
    const elsewhere = {
      ...stage.settings,
      previousFiles: [join(stage.folder, 'away')],
    };
    expect(await rotateKey(stage.db, elsewhere, AT_ONCE)).toMatchObject({
      done: 1,
    });
  });

  it('brings nothing back under the old key, however late a replica hears of the new one', async () => {
    const stale = await stage.custody();
    const old = stale.current();
    await stage.addConnections(20, stale);
    const { key } = await rotateKey(stage.db, stage.settings, AT_ONCE);
    // What it believes to be the key in use is what it saw last.
    const ring = keyRing(old, [(await stage.custody()).current()]);
    expect(await rewrapSealed(stage.db, ring)).toMatchObject({ done: 0 });
    expect(await underOneKey()).toBe(key);
  });

  it('leaves to whoever writes a row at the same moment what they wrote', async () => {
    const custody = await stage.custody();
    const [id = ''] = await stage.addConnections(1, custody);
    const { to } = await exchangeKeyFile(stage.keyFile);
    await beginRotation(stage.db, custody, to);
    const renewed = new Secret('renewed meanwhile');
    const place = { table: 'connection', column: 'credential', rowId: id };
    const fresh = await seal(custody, place, renewed);
    const current = await stage.custody();
    // The write comes after the row was read and before it is exchanged.
    const slow = {
      current: () => current.current(),
      find: async (key: string) => {
        await stage.db
          .updateTable('connection')
          .set({ credential: fresh })
          .where('id', '=', id)
          .execute();
        return current.find(key);
      },
    };
    expect(await rewrapSealed(stage.db, slow)).toEqual({
      done: 0,
      unreadable: [],
    });
    stage.plain.set(id, renewed);
    expect(await rewrapSealed(stage.db, current)).toMatchObject({ done: 1 });
    await stage.readAll();
    expect(await underOneKey()).toBe(to.id);
  });

  it('leaves alone what no key opens, names it, and does not call the rotation ended', async () => {
    const custody = await stage.custody();
    const [one = '', two = ''] = await stage.addConnections(2, custody);
    const { credential } = await stage.db
      .selectFrom('connection')
      .select('credential')
      .where('id', '=', one)
      .executeTakeFirstOrThrow();
    await stage.db
      .updateTable('connection')
      .set({ credential })
      .where('id', '=', two)
      .execute();
    await expect(rotateKey(stage.db, stage.settings, AT_ONCE)).rejects.toThrow(
      `1 sealed values open with no key, the first is connection ${two}`,
    );
    const current = (await stage.custody()).current().id;
    expect(await endRotation(stage.db, current, 0)).toEqual([]);
    expect(await audited()).toEqual(['key.rotation_begun']);
    const { credential: left } = await stage.db
      .selectFrom('connection')
      .select('credential')
      .where('id', '=', two)
      .executeTakeFirstOrThrow();
    expect(left).toEqual(credential);
  });

  it('refuses a key that was rotated away, and one that opens nothing', async () => {
    const custody = await stage.custody();
    await stage.addConnections(1, custody);
    const old = custody.current().id;
    await rotateKey(stage.db, stage.settings, AT_ONCE);
    const { key } = await rotateKey(stage.db, stage.settings, AT_ONCE);
    await copyFile(stage.keyFile, `${stage.keyFile}.${key}`);
    await copyFile(`${stage.keyFile}.${old}`, stage.keyFile);
    await expect(rotateKey(stage.db, stage.settings, AT_ONCE)).rejects.toThrow(
      /was rotated away/,
    );
    await rm(`${stage.keyFile}.${key}`);
    await expect(rotateKey(stage.db, stage.settings, AT_ONCE)).rejects.toThrow(
      /does not hold the key of this database/,
    );
    expect(await underOneKey()).toBe(key);
  });
});

describe('consoles that serve during a rotation', () => {
  it('take the new key by themselves, bring what is left under it, and say when the old one may go', async () => {
    const [one, two] = await Promise.all([keep(), keep()]);
    const old = one.custody.current().id;
    await stage.addConnections(300, one.custody);
    const { to } = await exchangeKeyFile(stage.keyFile);
    await waitFor('the end of the rotation', async () =>
      (await audited()).includes('key.rotated'),
    );
    expect(await audited()).toEqual(['key.rotation_begun', 'key.rotated']);
    expect(await underOneKey()).toBe(to.id);
    await waitFor('both replicas', async () =>
      [one, two].every(({ custody }) => custody.current().id === to.id),
    );
    await waitFor('the word about the old key', async () =>
      [...one.logged, ...two.logged].some(
        (line) => line.includes(old) && line.includes('Nothing needs'),
      ),
    );
    expect(await stage.readAll()).toBe(301);
  });

  it('open what another host sealed under a key that was handed out beforehand', async () => {
    const { custody } = await keep({ lookMs: 60_000 });
    const next = `${stage.keyFile}.next`;
    await generateKeyEncryptionKeyFile(next);
    const { to } = await exchangeKeyFile(stage.keyFile);
    // This replica has not looked since: it finds the key when it meets it.
    expect(custody.current().id).not.toBe(to.id);
    const sealed = await seal(
      keyRing(to),
      { table: 'connection', column: 'credential', rowId: 'r' },
      new Secret('x'),
    );
    expect((await custody.find(keyIdOf(sealed) ?? ''))?.id).toBe(to.id);
  });

  it('never rotate back: a host with the old key file goes on with the new key', async () => {
    const elsewhere = join(stage.folder, 'other-host');
    await copyFile(stage.keyFile, elsewhere);
    const custody = await stage.custody();
    await stage.addConnections(5, custody);
    const { key } = await rotateKey(stage.db, stage.settings, AT_ONCE);
    await copyFile(stage.keyFile, `${elsewhere}.next`);
    Object.assign(stage.settings, { file: elsewhere });
    const { custody: other, logged } = await keep();
    await waitFor('a look at the keys', async () =>
      logged.some((line) => line.includes('was rotated away')),
    );
    expect(other.current().id).toBe(key);
    expect(await underOneKey()).toBe(key);
    expect(await audited()).toHaveLength(2);
  });

  it('seal themselves when the key in use is not on their host, rather than taking secrets for altered', async () => {
    const lost = Promise.withResolvers<undefined>();
    const elsewhere = join(stage.folder, 'other-host');
    await copyFile(stage.keyFile, elsewhere);
    const here = { ...stage.settings };
    Object.assign(stage.settings, { file: elsewhere });
    const { custody } = await keep({
      onSealed: async () => lost.resolve(undefined),
    });
    await stage.addConnections(1, custody);
    await rotateKey(stage.db, here, AT_ONCE);
    await lost.promise;
    expect(custody.sealed).toMatchObject({ because: 'key_wrong' });
    expect(() => custody.current()).toThrow(/sealed/);
  });
});
