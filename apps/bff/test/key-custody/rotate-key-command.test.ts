import { findKeys } from '@keyward/secrets';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { rm, stat } from 'node:fs/promises';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { countByKey } from '../../src/key-custody/sealed-rows.ts';
import { openSealedStage, type SealedStage } from './sealed-stage.ts';
import { CHILD_ENVIRONMENT } from '../support/child-environment.ts';

const ROOT = fileURLToPath(new URL('../../../../', import.meta.url));

let stage: SealedStage;
beforeAll(async () => {
  stage = await openSealedStage();
  await stage.addConnections(3, await stage.custody());
});
afterAll(() => stage.drop());

/** `npm run rotate-key` as somebody on the host runs it. */
async function rotateKey(args: string[], env: Record<string, string> = {}) {
  const child = spawn(
    process.execPath,
    ['packages/tooling/bin/keyward.mjs', 'rotate-key', ...args],
    {
      cwd: ROOT,
      env: {
        ...CHILD_ENVIRONMENT,
        DATABASE_URL: stage.databaseUrl,
        KEYWARD_KEK_FILE: stage.keyFile,
        KEYWARD_DATA_DIR: stage.folder,
        ...env,
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    },
  );
  const ended = once(child, 'close');
  const [out, said] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
  ]);
  await ended;
  return { code: child.exitCode, out, said };
}

describe('rotate-key', () => {
  it('prepares the next key for other hosts, then rotates to it and says which key is of no use any more', async () => {
    const { own: old } = await findKeys(stage.keyFile);
    const prepared = await rotateKey(['--prepare']);
    expect(prepared).toMatchObject({ code: 0, said: '' });
    const next = `${stage.keyFile}.next`;
    expect((await stat(next)).mode & 0o777).toBe(0o600);
    const { own: staged } = await findKeys(next);
    expect(prepared.out).toContain(`the next key, ${staged?.id ?? '?'}`);
    expect([...(await countByKey(stage.db)).keys()]).toEqual([old?.id]);

    const rotated = await rotateKey(['--settle', '0']);
    expect(rotated).toMatchObject({ code: 0, said: '' });
    expect(rotated.out).toContain(
      `Everything is sealed under ${staged?.id ?? '?'}; 3 values`,
    );
    expect(rotated.out).toContain(
      `The key ${old?.id ?? '?'} is no longer needed`,
    );
    expect([...(await countByKey(stage.db)).keys()]).toEqual([staged?.id]);
    expect(await stage.readAll()).toBe(4);
  });

  it.each<[why: string, args: string[], env: Record<string, string>, RegExp]>([
    [
      'an unknown option',
      ['--force'],
      {},
      /^rotate-key: Usage: rotate-key .*\n$/,
    ],
    [
      'a time that is none',
      ['--settle', 'soon'],
      {},
      /^rotate-key: Usage: .*\n$/,
    ],
    [
      'a database that cannot be reached',
      [],
      { DATABASE_URL: 'postgresql://nobody@127.0.0.1:1/none' },
      /^rotate-key: DATABASE_URL: PostgreSQL cannot be used there \(ECONNREFUSED\).*\n$/,
    ],
    [
      'a key file that is not this database’s',
      [],
      { KEYWARD_KEK_FILE: '/nowhere/kek' },
      /^rotate-key: \/nowhere\/kek does not hold the key of this database.*\n$/,
    ],
  ])(
    'says in one line why it does nothing: %s',
    async (_why, args, env, line) => {
      const before = await countByKey(stage.db);
      const ended = await rotateKey(args, env);
      expect(ended.said).toMatch(line);
      expect(ended).toMatchObject({ code: 1, out: '' });
      expect(await countByKey(stage.db)).toEqual(before);
    },
  );

  it('makes no key in the place of one that is missing', async () => {
    await rm(stage.keyFile);
    expect(await rotateKey(['--prepare'])).toMatchObject({ code: 1, out: '' });
    expect(await rotateKey([])).toMatchObject({ code: 1, out: '' });
    await expect(stat(stage.keyFile)).rejects.toThrow(/ENOENT/);
    await expect(stat(`${stage.keyFile}.next`)).rejects.toThrow(/ENOENT/);
  });
});
