import type { MacData } from '@peculiar/asn1-pfx';

import { derivePbkdf2, HMAC_HASHES, namedKeyLength } from './decrypt.ts';
import { oidOf, parseSequence, sequenceOf } from './asn1-values.ts';
import { derivePkcs12, type Digest } from './legacy.ts';
import { Pkcs12Error } from './pkcs12-error.ts';

/** RFC 9579. */
const PBMAC1 = '1.2.840.113549.1.5.14';
const DIGESTS: Readonly<
  Record<string, { digest: Digest; hash: string; bytes: number }>
> = {
  '1.3.14.3.2.26': { digest: 'sha1', hash: 'SHA-1', bytes: 20 },
  '2.16.840.1.101.3.4.2.1': { digest: 'sha256', hash: 'SHA-256', bytes: 32 },
  '2.16.840.1.101.3.4.2.2': { digest: 'sha384', hash: 'SHA-384', bytes: 48 },
  '2.16.840.1.101.3.4.2.3': { digest: 'sha512', hash: 'SHA-512', bytes: 64 },
};

/** Whether the password is the one that the file was written with. @throws Pkcs12Error `unsupported` */
export async function isRightPassword(
  { mac, macSalt, iterations }: MacData,
  content: Uint8Array<ArrayBuffer>,
  password: string | null,
): Promise<boolean> {
  const { algorithm, parameters } = mac.digestAlgorithm;
  const expected = new Uint8Array(mac.digest.buffer);
  if (algorithm === PBMAC1) {
    if (parameters === null || parameters === undefined) {
      throw new Pkcs12Error('damaged');
    }
    const [derivation, scheme] = parseSequence(parameters).map((member) =>
      sequenceOf(member),
    );
    const hash = HMAC_HASHES[oidOf(scheme?.[0])];
    if (hash === undefined) throw new Pkcs12Error('unsupported');
    const length = namedKeyLength(derivation ?? []) ?? expected.length;
    const key = await derivePbkdf2(derivation ?? [], password ?? '', length);
    return isMacOf(key, hash, content, expected);
  }
  const known = DIGESTS[algorithm];
  if (known === undefined) throw new Pkcs12Error('unsupported');
  const key = derivePkcs12(
    password,
    new Uint8Array(macSalt.buffer),
    'mac',
    iterations,
    known.bytes,
    known.digest,
  );
  return isMacOf(key, known.hash, content, expected);
}

async function isMacOf(
  bytes: Uint8Array<ArrayBuffer>,
  hash: string,
  content: Uint8Array<ArrayBuffer>,
  expected: Uint8Array<ArrayBuffer>,
): Promise<boolean> {
  const key = await crypto.subtle.importKey(
    'raw',
    bytes,
    { name: 'HMAC', hash },
    false,
    ['verify'],
  );
  return crypto.subtle.verify('HMAC', key, expected, content);
}
