import { ECPrivateKey, id_ecPublicKey } from '@peculiar/asn1-ecc';
import { PrivateKeyInfo, PrivateKey } from '@peculiar/asn1-pkcs8';
import { id_rsaEncryption } from '@peculiar/asn1-rsa';
import { AsnConvert, OctetString } from '@peculiar/asn1-schema';
import { AlgorithmIdentifier } from '@peculiar/asn1-x509';

import { PemError } from './pem-error.ts';

const DER_NULL = new Uint8Array([0x05, 0x00]).buffer;

/** Wraps a PKCS#1 RSA key, the only form WebCrypto does not import itself. */
export function pkcs8FromRsa(
  der: Uint8Array<ArrayBuffer>,
): Uint8Array<ArrayBuffer> {
  return wrap(
    new AlgorithmIdentifier({
      algorithm: id_rsaEncryption,
      parameters: DER_NULL,
    }),
    der,
  );
}

/** Wraps a SEC 1 EC key. The curve moves from the key to the algorithm, where PKCS#8 wants it. */
export function pkcs8FromSec1(
  der: Uint8Array<ArrayBuffer>,
): Uint8Array<ArrayBuffer> {
  return wrap(
    new AlgorithmIdentifier({
      algorithm: id_ecPublicKey,
      parameters: curveOf(der),
    }),
    der,
  );
}

function curveOf(der: Uint8Array<ArrayBuffer>): ArrayBuffer {
  const parameters = parseSec1(der)?.parameters;
  if (parameters === undefined) {
    throw new PemError(
      'unsupported_key',
      'The EC key does not name its curve. Convert it to PKCS#8 first.',
    );
  }
  return AsnConvert.serialize(parameters);
}

function parseSec1(der: Uint8Array<ArrayBuffer>): ECPrivateKey | null {
  try {
    return AsnConvert.parse(der, ECPrivateKey);
  } catch {
    return null;
  }
}

function wrap(
  privateKeyAlgorithm: AlgorithmIdentifier,
  der: Uint8Array<ArrayBuffer>,
): Uint8Array<ArrayBuffer> {
  const info = new PrivateKeyInfo({
    privateKeyAlgorithm,
    privateKey: new PrivateKey(new OctetString(der).buffer),
  });
  return new Uint8Array(AsnConvert.serialize(info));
}
