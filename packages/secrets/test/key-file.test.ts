import { randomBytes } from 'node:crypto';
import {
  chmod,
  mkdir,
  mkdtemp,
  readFile,
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
  keyEncryptionKeyFromFile,
  seal,
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
      second,
      place,
      await seal(first, place, new Secret('x')),
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
    await expect(refusal()).resolves.toMatchObject({ reason: 'unreadable' });
    await mkdir(path, { mode: 0o700 });
    await expect(refusal()).resolves.toMatchObject({ reason: 'not_a_file' });
  });
});
