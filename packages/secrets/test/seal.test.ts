import { createCipheriv, randomBytes } from 'node:crypto';

import * as fc from 'fast-check';
import { beforeEach, describe, expect, it } from 'vitest';

import {
  Secret,
  SecretIntegrityError,
  keyEncryptionKeyFromBytes,
  keyIdOf,
  keyRing,
  rewrap,
  seal,
  unseal,
} from '../src/index.ts';
import type { KeyEncryptionKey, KeyRing, SealBinding } from '../src/index.ts';
import { decrypt, encrypt } from '../src/authenticated-cipher.ts';
import { decodeEnvelope, encodeEnvelope } from '../src/envelope.ts';
import { padPlain } from '../src/padding.ts';
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
let keys: KeyRing;
beforeEach(() => {
  kek = keyEncryptionKeyFromBytes(randomBytes(32));
  keys = keyRing(kek);
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
            keys,
            place,
            await seal(keys, place, new Secret(text)),
          );
          expect(reveal(opened)).toBe(text);
        },
      ),
      { numRuns: Math.ceil(1_000 * scale) },
    );
  });

  it('is confidential: neither the text nor its encodings are in it', async () => {
    const sealed = await seal(keys, place, secret);
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
        async (text) => (await seal(keys, place, new Secret(text))).length,
      ),
    );
    expect(new Set(sizes).size).toBe(1);
  });

  it('has integrity: no single changed byte opens', async () => {
    const sealed = await seal(keys, place, secret);
    const outcomes = await Promise.all(
      Array.from(sealed.keys(), (index) => {
        const altered = Buffer.from(sealed);
        altered[index] = (altered[index] ?? 0) ^ 1;
        return refusal(unseal(keys, place, altered));
      }),
    );
    expect(outcomes).toHaveLength(sealed.length);
  });

  it('has integrity: neither cut nor longer', async () => {
    const sealed = await seal(keys, place, secret);
    const lengths = Array.from(sealed.keys());
    await Promise.all(
      lengths.map((length) =>
        refusal(unseal(keys, place, sealed.subarray(0, length))),
      ),
    );
    await expect(
      refusal(unseal(keys, place, Buffer.concat([sealed, Buffer.from([0])]))),
    ).resolves.toBe('altered');
  });

  it.each<[what: string, moved: Partial<SealBinding>]>([
    ['row', { rowId: '0190-b' }],
    ['column', { column: 'other' }],
    ['table', { table: 'change_secret' }],
  ])('cannot be moved to another %s', async (_what, moved) => {
    const sealed = await seal(keys, place, secret);
    await expect(
      refusal(unseal(keys, { ...place, ...moved }, sealed)),
    ).resolves.toBe('altered');
  });

  it('cannot borrow the data key of another secret', async () => {
    const [one, two] = await Promise.all([
      seal(keys, place, secret),
      seal(keys, place, new Secret('other')),
    ]);
    const keyEnd = one.length - (12 + 16 + 64);
    const mixed = Buffer.concat([
      one.subarray(0, keyEnd),
      two.subarray(keyEnd),
    ]);
    await expect(refusal(unseal(keys, place, mixed))).resolves.toBe('altered');
  });

  it('names another key-encryption key as the reason', async () => {
    const sealed = await seal(keys, place, secret);
    const other = keyEncryptionKeyFromBytes(randomBytes(32));
    expect(keyIdOf(sealed)).toBe(kek.id);
    await expect(refusal(unseal(keyRing(other), place, sealed))).resolves.toBe(
      'other_key',
    );
    await expect(
      refusal(unseal(keyRing({ ...other, id: kek.id }), place, sealed)),
    ).resolves.toBe('altered');
  });

  it('never repeats a nonce, a data key or a ciphertext', async () => {
    const count = Math.ceil(20_000 * scale);
    const tails = new Set<string>();
    for (let made = 0; made < count; made += 1) {
      const sealed = await seal(keys, place, secret);
      tails.add(
        sealed.subarray(sealed.length - (12 + 16 + 64)).toString('hex', 0, 12),
      );
    }
    expect(tails.size).toBe(count);
  });

  it('has integrity in each of its parts, and tells nothing of which one was altered', async () => {
    const sealed = await seal(keys, place, secret);
    const envelope = decodeEnvelope(sealed);
    if (envelope === null) throw new Error('It is no envelope.');
    const flipped = (bytes: Buffer, at: number): Buffer => {
      const copy = Buffer.from(bytes);
      copy[at] = (copy[at] ?? 0) ^ 0x80;
      return copy;
    };
    const { wrappedKey, box } = envelope;
    const classes: Record<string, Buffer> = {
      version: flipped(sealed, 0),
      'nonce of the key': encodeEnvelope({
        ...envelope,
        wrappedKey: flipped(wrappedKey, 0),
      }),
      'tag of the key': encodeEnvelope({
        ...envelope,
        wrappedKey: flipped(wrappedKey, 12),
      }),
      'the key': encodeEnvelope({
        ...envelope,
        wrappedKey: flipped(wrappedKey, 28),
      }),
      nonce: encodeEnvelope({ ...envelope, box: flipped(box, 0) }),
      tag: encodeEnvelope({ ...envelope, box: flipped(box, 12) }),
      ciphertext: encodeEnvelope({ ...envelope, box: flipped(box, 28) }),
      'the other version': encodeEnvelope({ ...envelope, version: 1 }),
    };
    const outcomes = await Promise.all(
      Object.values(classes).map((bytes) =>
        refusal(unseal(keys, place, bytes)),
      ),
    );
    expect(new Set(outcomes)).toEqual(new Set(['altered']));
    const otherId = encodeEnvelope({ ...envelope, kekId: '0'.repeat(16) });
    await expect(refusal(unseal(keys, place, otherId))).resolves.toBe(
      'other_key',
    );
  });

  it.each([{ table: 'a|b' }, { column: '' }, { rowId: 'x|y' }])(
    'refuses the ambiguous place %j',
    async (part) => {
      await expect(seal(keys, { ...place, ...part }, secret)).rejects.toThrow(
        TypeError,
      );
    },
  );

  it.each(['', '00', '01', '01ff0000', '02000000', '0100ffff'])(
    'refuses the bytes %j',
    async (hex) => {
      await expect(
        refusal(unseal(keys, place, Buffer.from(hex, 'hex'))),
      ).resolves.toBe('altered');
    },
  );
});

describe('rotating the key-encryption key', () => {
  let next: KeyEncryptionKey;
  beforeEach(() => {
    next = keyEncryptionKeyFromBytes(randomBytes(32));
  });

  it('wraps the data key anew: the new key opens it, the old one no more', async () => {
    const before = await seal(keys, place, secret);
    const after = await rewrap(keyRing(next, [kek]), place, before);
    expect(keyIdOf(after)).toBe(next.id);
    const opened = await unseal(keyRing(next), place, after);
    expect(opened.equals(secret)).toBe(true);
    await expect(refusal(unseal(keys, place, after))).resolves.toBe(
      'other_key',
    );
    // The ciphertext itself stays: no plain text was made.
    expect(decodeEnvelope(after)?.box).toEqual(decodeEnvelope(before)?.box);
  });

  it('leaves what is under the current key as it is', async () => {
    const sealed = await seal(keys, place, secret);
    await expect(rewrap(keys, place, sealed)).resolves.toBe(sealed);
  });

  it('opens and seals while both keys are in use', async () => {
    const both = keyRing(next, [kek]);
    const old = await seal(keys, place, secret);
    const fresh = await seal(both, place, secret);
    expect(keyIdOf(fresh)).toBe(next.id);
    for (const sealed of [old, fresh]) {
      const opened = await unseal(both, place, sealed);
      expect(opened.equals(secret)).toBe(true);
    }
  });

  it('cannot be used to move a secret to another row', async () => {
    const both = keyRing(next, [kek]);
    const elsewhere = { ...place, rowId: '0190-b' };
    const sealed = await seal(keys, place, secret);
    const moved: unknown = await rewrap(both, elsewhere, sealed).catch(
      (error: unknown) => error,
    );
    expect(moved).toMatchObject({ reason: 'altered' });
  });

  it('needs the key that it rotates away', async () => {
    const sealed = await seal(keys, place, secret);
    await expect(rewrap(keyRing(next), place, sealed)).rejects.toMatchObject({
      reason: 'other_key',
    });
  });

  it('brings the first form of sealed secrets to the present one', async () => {
    const aad = `v1|${place.table}|${place.column}|${place.rowId}|${kek.id}`;
    const dataKey = randomBytes(32);
    const first = encodeEnvelope({
      version: 1,
      kekId: kek.id,
      wrappedKey: await kek.wrap(dataKey, aad),
      box: encrypt(dataKey, padPlain(Buffer.from(CANARY)), aad),
    });
    const opened = await unseal(keys, place, first);
    expect(opened.equals(secret)).toBe(true);
    const after = await rewrap(keyRing(next, [kek]), place, first);
    expect(decodeEnvelope(after)?.version).toBe(2);
    const again = await unseal(keyRing(next), place, after);
    expect(again.equals(secret)).toBe(true);
  });
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
