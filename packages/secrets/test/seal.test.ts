import { createCipheriv, randomBytes } from 'node:crypto';

import * as fc from 'fast-check';
import { beforeEach, describe, expect, it } from 'vitest';

import {
  Secret,
  SecretIntegrityError,
  keyEncryptionKeyFromBytes,
  keyIdOf,
  reseal,
  seal,
  unseal,
} from '../src/index.ts';
import type { KeyEncryptionKey, SealBinding } from '../src/index.ts';
import { decrypt, encrypt } from '../src/authenticated-cipher.ts';
import { reveal } from '../src/reveal.ts';

const scale = Number(process.env['KEYWARD_TEST_SCALE'] ?? '0.05');
const place: SealBinding = {
  table: 'connection',
  column: 'credential',
  rowId: '0190-a',
};
const CANARY = 'canary-credential-5f1c';
const secret = new Secret(CANARY);

let kek: KeyEncryptionKey;
beforeEach(() => {
  kek = keyEncryptionKeyFromBytes(randomBytes(32));
});

async function refusal(work: Promise<Secret>): Promise<string> {
  const outcome: unknown = await work.catch((error: unknown) => error);
  if (outcome instanceof SecretIntegrityError) return outcome.reason;
  throw new Error('It was opened.');
}

describe('a sealed secret', () => {
  it('opens where it was sealed, whatever it holds', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.string({ unit: 'grapheme', maxLength: 300 }),
        async (text) => {
          const opened = await unseal(
            kek,
            place,
            await seal(kek, place, new Secret(text)),
          );
          expect(reveal(opened)).toBe(text);
        },
      ),
      { numRuns: Math.ceil(1_000 * scale) },
    );
  });

  it('is confidential: neither the text nor its encodings are in it', async () => {
    const sealed = await seal(kek, place, secret);
    const text = sealed.toString('latin1');
    for (const form of [
      CANARY,
      Buffer.from(CANARY).toString('base64'),
      Buffer.from(CANARY).toString('hex'),
    ]) {
      expect(text).not.toContain(form);
    }
  });

  it('tells the length only to the next 64 bytes', async () => {
    const sizes = await Promise.all(
      ['', 'a', 'a'.repeat(60)].map(
        async (text) => (await seal(kek, place, new Secret(text))).length,
      ),
    );
    expect(new Set(sizes).size).toBe(1);
  });

  it('has integrity: no single changed byte opens', async () => {
    const sealed = await seal(kek, place, secret);
    const outcomes = await Promise.all(
      Array.from(sealed.keys(), (index) => {
        const altered = Buffer.from(sealed);
        altered[index] = (altered[index] ?? 0) ^ 1;
        return refusal(unseal(kek, place, altered));
      }),
    );
    expect(outcomes).toHaveLength(sealed.length);
  });

  it('has integrity: neither cut nor longer', async () => {
    const sealed = await seal(kek, place, secret);
    const lengths = Array.from(sealed.keys());
    await Promise.all(
      lengths.map((length) =>
        refusal(unseal(kek, place, sealed.subarray(0, length))),
      ),
    );
    await expect(
      refusal(unseal(kek, place, Buffer.concat([sealed, Buffer.from([0])]))),
    ).resolves.toBe('altered');
  });

  it.each<[what: string, moved: Partial<SealBinding>]>([
    ['row', { rowId: '0190-b' }],
    ['column', { column: 'other' }],
    ['table', { table: 'change_secret' }],
  ])('cannot be moved to another %s', async (_what, moved) => {
    const sealed = await seal(kek, place, secret);
    await expect(
      refusal(unseal(kek, { ...place, ...moved }, sealed)),
    ).resolves.toBe('altered');
  });

  it('cannot borrow the data key of another secret', async () => {
    const [one, two] = await Promise.all([
      seal(kek, place, secret),
      seal(kek, place, new Secret('other')),
    ]);
    const keyEnd = one.length - (12 + 16 + 64);
    const mixed = Buffer.concat([
      one.subarray(0, keyEnd),
      two.subarray(keyEnd),
    ]);
    await expect(refusal(unseal(kek, place, mixed))).resolves.toBe('altered');
  });

  it('names another key-encryption key as the reason', async () => {
    const sealed = await seal(kek, place, secret);
    const other = keyEncryptionKeyFromBytes(randomBytes(32));
    expect(keyIdOf(sealed)).toBe(kek.id);
    await expect(refusal(unseal(other, place, sealed))).resolves.toBe(
      'other_key',
    );
    await expect(
      refusal(unseal({ ...other, id: kek.id }, place, sealed)),
    ).resolves.toBe('altered');
  });

  it('survives a rotation of the key-encryption key', async () => {
    const to = keyEncryptionKeyFromBytes(randomBytes(32));
    const sealed = await reseal(
      { from: kek, to },
      place,
      await seal(kek, place, secret),
    );
    expect(keyIdOf(sealed)).toBe(to.id);
    expect((await unseal(to, place, sealed)).equals(secret)).toBe(true);
    await expect(refusal(unseal(kek, place, sealed))).resolves.toBe(
      'other_key',
    );
  });

  it('never repeats a nonce, a data key or a ciphertext', async () => {
    const count = Math.ceil(20_000 * scale);
    const tails = new Set<string>();
    for (let made = 0; made < count; made += 1) {
      const sealed = await seal(kek, place, secret);
      tails.add(
        sealed.subarray(sealed.length - (12 + 16 + 64)).toString('hex', 0, 12),
      );
    }
    expect(tails.size).toBe(count);
  });

  it.each([{ table: 'a|b' }, { column: '' }, { rowId: 'x|y' }])(
    'refuses the ambiguous place %j',
    async (part) => {
      await expect(seal(kek, { ...place, ...part }, secret)).rejects.toThrow(
        TypeError,
      );
    },
  );

  it.each(['', '00', '01', '01ff0000', '02000000', '0100ffff'])(
    'refuses the bytes %j',
    async (hex) => {
      await expect(
        refusal(unseal(kek, place, Buffer.from(hex, 'hex'))),
      ).resolves.toBe('altered');
    },
  );
});

describe('the cipher', () => {
  it('takes no authentication tag but one of 16 bytes', () => {
    const key = randomBytes(32);
    const nonce = randomBytes(12);
    const cipher = createCipheriv('aes-256-gcm', key, nonce, {
      authTagLength: 4,
    });
    cipher.setAAD(Buffer.from('aad'));
    const ciphertext = Buffer.concat([cipher.update('plain'), cipher.final()]);
    const shortTag = cipher.getAuthTag();
    expect(shortTag).toHaveLength(4);
    expect(() =>
      decrypt(key, Buffer.concat([nonce, shortTag, ciphertext]), 'aad'),
    ).toThrow(RangeError);
    expect(() =>
      decrypt(
        key,
        Buffer.concat([nonce, shortTag, Buffer.alloc(12), ciphertext]),
        'aad',
      ),
    ).toThrow(/authenticate/);
  });

  it('binds the additional data', () => {
    const key = randomBytes(32);
    const box = encrypt(key, Buffer.from('plain'), 'aad');
    expect(decrypt(key, box, 'aad').toString()).toBe('plain');
    expect(() => decrypt(key, box, 'other')).toThrow(/authenticate/);
  });
});
