import type { FieldError } from '@keyward/contract';
import { say } from '@keyward/messages';
import { set, type FieldErrors, type Resolver } from 'react-hook-form';

import { decodePrivateKey } from '../../certificates/decode.ts';
import type { AwaitedKey } from './awaited-keys.ts';

export interface KeyValues {
  keys: { text: string }[];
}

/** Compares each key with the approved public key in this page: another one does not leave it. */
export function keysResolver(
  awaited: readonly AwaitedKey[],
): Resolver<KeyValues> {
  return async (values) => {
    const errors: FieldErrors<KeyValues> = {};
    await Promise.all(
      awaited.map(async ({ publicKeySha256 }, index) => {
        const message = await faultOf(
          values.keys[index]?.text ?? '',
          publicKeySha256,
        );
        if (message === null) return;
        set(errors, fieldPath(index), { type: 'key', message });
      }),
    );
    return Object.keys(errors).length === 0
      ? { values, errors: {} }
      : { values: {}, errors };
  };
}

const OTHER_KEY = say('changes.this-is-another-key-than-the-approved');

async function faultOf(
  text: string,
  publicKeySha256: string,
): Promise<string | null> {
  if (text.trim() === '') return say('changes.choose-or-paste-the-private-key');
  try {
    const key = await decodePrivateKey(text);
    return key.publicKeySha256 === publicKeySha256 ? null : OTHER_KEY;
  } catch (error) {
    return error instanceof Error
      ? error.message
      : say('changes.it-cannot-be-read');
  }
}

/** The request body: each key at its pointer. */
export function secretsOf(
  awaited: readonly AwaitedKey[],
  values: KeyValues,
): Record<string, string> {
  return Object.fromEntries(
    awaited.map(({ pointer }, index) => [
      pointer,
      values.keys[index]?.text ?? '',
    ]),
  );
}

/** The field of a server's complaint: a pointer is one member of `/secrets`, escaped (RFC 6901). */
export function keyFieldOf(
  awaited: readonly AwaitedKey[],
): (pointer: FieldError['pointer']) => string | null {
  return (pointer) => {
    const named = pointer.slice(1).replaceAll('~1', '/').replaceAll('~0', '~');
    const index = awaited.findIndex((each) => each.pointer === named);
    return index < 0 ? null : fieldPath(index);
  };
}

export function fieldPath(index: number): `keys.${number}.text` {
  return `keys.${index}.text`;
}
