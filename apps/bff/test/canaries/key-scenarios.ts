import { generateKeyEncryptionKeyFile } from '@keyward/secrets';
import { readFile, rename, rm } from 'node:fs/promises';
import { expect } from 'vitest';

import { newKey, submit, trySubmit } from '../support/changes.ts';
import { waitFor } from '../support/wait-for.ts';
import { derivationKey } from './change-requests.ts';
import { noteKeysAtRest } from './keys-at-rest.ts';
import type { CanaryStage } from './stage.ts';

/** Notes the key-encryption key that is in force now, and what it opens. */
export async function noteKeys(stage: CanaryStage): Promise<void> {
  const text = (await readFile(stage.keyFile, 'utf8')).trim();
  const bytes = Buffer.from(text, 'base64');
  stage.book.note('key-encryption key', text);
  stage.book.note('key-encryption key', bytes);
  await noteKeysAtRest(stage.db, bytes, stage.book);
}

/** The key-encryption key is rotated while something is sealed under the old one. */
export async function rotate(stage: CanaryStage): Promise<void> {
  const waiting = await submit(stage.admin, derivationKey(stage));
  await noteKeys(stage);
  await stage.process.rotateKey();
  await noteKeys(stage);
  const { text } = await stage.admin.call('GET', `/api/changes/${waiting.id}`);
  expect(text).toContain('pending');
}

/** The console is killed and comes up without its key, then with another one, then with the right one again. */
export async function seal(stage: CanaryStage): Promise<void> {
  const aside = `${stage.keyFile}.aside`;
  await stage.end('kill');
  await rename(stage.keyFile, aside);
  await stage.begin();
  await expectSealed(stage);
  await stage.end('stop');
  await generateKeyEncryptionKeyFile(stage.keyFile);
  stage.book.note(
    'another key-encryption key',
    (await readFile(stage.keyFile, 'utf8')).trim(),
  );
  await stage.begin();
  await expectSealed(stage);
  await rm(stage.keyFile);
  await rename(aside, stage.keyFile);
  await waitFor('the console to open', async () => {
    const { status } = await stage.admin.call(
      'POST',
      '/api/changes',
      {},
      newKey(),
    );
    return status !== 503;
  });
}

async function expectSealed(stage: CanaryStage): Promise<void> {
  const refused = await trySubmit(stage.admin, derivationKey(stage));
  expect(refused.status).toBe(503);
}
