import { randomBytes } from 'node:crypto';
import {
  chmod,
  copyFile,
  mkdir,
  mkdtemp,
  readFile,
  readdir,
  rm,
  stat,
  writeFile,
} from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import {
  KeyFileError,
  Secret,
  generateKeyEncryptionKeyFile,
  exchangeKeyFile,
  findKeys,
  keyEncryptionKeyFromFile,
  keyRing,
  seal,
  stageNextKey,
  unseal,
} from '../src/index.ts';

let folder: string;
let path: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'keyward-kek-'));
  path = join(folder, 'kek');
});
afterEach(async () => {
  await rm(folder, { recursive: true });
});

async function refusal(): Promise<KeyFileError> {
  const outcome: unknown = await keyEncryptionKeyFromFile(path).catch(
    (error: unknown) => error,
  );
  if (outcome instanceof KeyFileError) return outcome;
  throw new Error('The file was taken.');
}

describe('the key file', () => {
  it('is made for its owner alone, and gives the same key every time', async () => {
    await generateKeyEncryptionKeyFile(path);
    expect((await stat(path)).mode & 0o777).toBe(0o600);
    const [first, second] = await Promise.all([
      keyEncryptionKeyFromFile(path),
      keyEncryptionKeyFromFile(path),
    ]);
    expect(first.id).toBe(second.id);
    const place = { table: 't', column: 'c', rowId: 'r' };
    const opened = await unseal(
      keyRing(second),
      place,
      await seal(keyRing(first), place, new Secret('x')),
    );
    expect(opened.equals(new Secret('x'))).toBe(true);
  });

  it('is never overwritten', async () => {
    await generateKeyEncryptionKeyFile(path);
    const before = await readFile(path, 'utf8');
    await expect(generateKeyEncryptionKeyFile(path)).rejects.toMatchObject({
      code: 'EEXIST',
    });
    await expect(readFile(path, 'utf8')).resolves.toBe(before);
  });

  it.each([0o640, 0o604, 0o660, 0o644, 0o620, 0o601])(
    'is refused with mode %o, with the remedy',
    async (mode) => {
      await generateKeyEncryptionKeyFile(path);
      await chmod(path, mode);
      const error = await refusal();
      expect(error.reason).toBe('permissions');
      expect(error.message).toContain(`chmod 600 ${path}`);
    },
  );

  const key = randomBytes(32);
  it.each([
    ['nothing', ''],
    ['31 bytes', key.subarray(1).toString('base64')],
    ['33 bytes', Buffer.concat([key, Buffer.alloc(1)]).toString('base64')],
    ['hexadecimal', key.toString('hex')],
    ['Base64 without padding', key.toString('base64').replace('=', '')],
    [
      'Base64 with a stray character',
      `${key.toString('base64').slice(0, 20)}!${key.toString('base64').slice(20)}`,
    ],
    ['two keys', `${key.toString('base64')}\n${key.toString('base64')}`],
    ['far too much', 'A'.repeat(5_000)],
  ])(
    'is refused when it holds %s, without repeating it',
    async (_what, text) => {
      await writeFile(path, text, { mode: 0o600 });
      const error = await refusal();
      expect(error.reason).toBe('malformed');
      expect(error.message).not.toContain(key.toString('base64').slice(1, 12));
    },
  );

  it('is refused when it is missing or a folder', async () => {
    await expect(refusal()).resolves.toMatchObject({ reason: 'missing' });
    await mkdir(path, { mode: 0o700 });
    await expect(refusal()).resolves.toMatchObject({ reason: 'not_a_file' });
  });
});

describe('the key files of a rotation', () => {
  const idsOf = async (more: string[] = []) => {
    const { own, all } = await findKeys(path, more);
    return { own: own?.id ?? null, all: all.map(({ id }) => id).sort() };
  };

  it('exchanges the key and keeps the old one beside it, both for the owner alone', async () => {
    await generateKeyEncryptionKeyFile(path);
    const { from, to } = await exchangeKeyFile(path);
    expect(from.id).not.toBe(to.id);
    expect(await idsOf()).toEqual({
      own: to.id,
      all: [from.id, to.id].sort(),
    });
    expect((await readdir(folder)).sort()).toEqual(['kek', `kek.${from.id}`]);
    for (const file of await readdir(folder)) {
      expect((await stat(join(folder, file))).mode & 0o777).toBe(0o600);
    }
  });

  it('takes the key that was handed out beforehand', async () => {
    await generateKeyEncryptionKeyFile(path);
    const staged = await stageNextKey(path);
    expect((await stageNextKey(path)).id).toBe(staged.id);
    expect((await idsOf()).all).toContain(staged.id);
    expect((await exchangeKeyFile(path)).to.id).toBe(staged.id);
  });

  it('goes on after every step it can have been killed at', async () => {
    await generateKeyEncryptionKeyFile(path);
    const old = await keyEncryptionKeyFromFile(path);
    // Killed after the new key was made, and after the old one was kept.
    const staged = await stageNextKey(path);
    await copyFile(path, `${path}.${old.id}`);
    expect((await idsOf()).own).toBe(old.id);
    expect(await exchangeKeyFile(path)).toMatchObject({
      from: { id: old.id },
      to: { id: staged.id },
    });
  });

  it('does not take another file for the old key', async () => {
    await generateKeyEncryptionKeyFile(path);
    const old = await keyEncryptionKeyFromFile(path);
    await generateKeyEncryptionKeyFile(`${path}.${old.id}`);
    await expect(exchangeKeyFile(path)).rejects.toThrow(/holds another key/);
    expect((await idsOf()).own).toBe(old.id);
  });

  it('finds keys at other places, leaves out what is missing, and refuses what is there and unusable', async () => {
    await generateKeyEncryptionKeyFile(path);
    const elsewhere = join(folder, 'old');
    await generateKeyEncryptionKeyFile(elsewhere);
    const missing = join(folder, 'gone', 'old');
    expect((await idsOf([elsewhere, missing])).all).toHaveLength(2);
    await rm(path);
    expect((await idsOf([elsewhere])).own).toBeNull();
    await chmod(elsewhere, 0o644);
    await expect(idsOf([elsewhere])).rejects.toMatchObject({
      reason: 'permissions',
    });
  });
});
