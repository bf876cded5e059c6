import { EncryptedPrivateKeyInfo } from '@peculiar/asn1-pkcs8';
import { AsnConvert } from '@peculiar/asn1-schema';

import { type Gathered, onlyProblem, type Source } from '../bundle-item.ts';
import { derKind } from '../der-kind.ts';
import { readKeyBlock } from '../read-key-block.ts';
import { decryptWithPassword } from './decrypt.ts';
import { Pkcs12Error } from './pkcs12-error.ts';

/** A PKCS#8 key behind a passphrase; what is handed on is the opened key. */
export async function readLockedKey(
  der: Uint8Array<ArrayBuffer>,
  { source, password }: Source,
): Promise<Gathered> {
  if (password === undefined) {
    return {
      items: [
        {
          kind: 'unknown',
          role: 'unknown',
          source,
          what: 'an encrypted private key (PKCS#8)',
        },
      ],
      problems: [{ id: 'key-locked', source }],
    };
  }
  const opened = await open(der, password);
  if (typeof opened === 'string') return onlyProblem(opened, source);
  return derKind(opened) === 'pkcs8'
    ? readKeyBlock('pkcs8', opened, source)
    : onlyProblem('key-password', source);
}

async function open(
  der: Uint8Array<ArrayBuffer>,
  password: string,
): Promise<Uint8Array<ArrayBuffer> | 'key-password' | 'key-unsupported'> {
  try {
    const { encryptionAlgorithm, encryptedData } = AsnConvert.parse(
      der,
      EncryptedPrivateKeyInfo,
    );
    return await decryptWithPassword(
      encryptionAlgorithm,
      new Uint8Array(encryptedData.buffer),
      password,
    );
  } catch (error) {
    return error instanceof Pkcs12Error && error.reason === 'password_wrong'
      ? 'key-password'
      : 'key-unsupported';
  }
}
