import { RSAPublicKey, id_rsaEncryption } from '@peculiar/asn1-rsa';
import {
  ECParameters,
  id_ecPublicKey,
  id_secp256r1,
  id_secp384r1,
  id_secp521r1,
} from '@peculiar/asn1-ecc';
import { AsnConvert } from '@peculiar/asn1-schema';
import { SubjectPublicKeyInfo } from '@peculiar/asn1-x509';

const CURVES: Readonly<Record<string, string>> = {
  [id_secp256r1]: 'P-256',
  [id_secp384r1]: 'P-384',
  [id_secp521r1]: 'P-521',
};
const EDWARDS: Readonly<Record<string, string>> = {
  '1.3.101.112': 'Ed25519',
  '1.3.101.113': 'Ed448',
};

/** The kind and size of a public key in words: `RSA 2048`, `EC P-256`, `Ed25519`; the object identifier when unknown. */
export function keyTypeOf(spki: ArrayBuffer): string {
  const { algorithm, subjectPublicKey } = AsnConvert.parse(
    spki,
    SubjectPublicKeyInfo,
  );
  if (algorithm.algorithm === id_rsaEncryption) {
    return `RSA ${bitLength(new Uint8Array(AsnConvert.parse(subjectPublicKey, RSAPublicKey).modulus))}`;
  }
  if (algorithm.algorithm === id_ecPublicKey) {
    return `EC ${curveName(algorithm.parameters)}`;
  }
  return EDWARDS[algorithm.algorithm] ?? algorithm.algorithm;
}

/** The name of a named curve from its DER parameters, else its object identifier. */
export function curveName(parameters: ArrayBuffer | null | undefined): string {
  const curve =
    parameters === null || parameters === undefined
      ? undefined
      : AsnConvert.parse(parameters, ECParameters).namedCurve;
  return curve === undefined
    ? 'with explicit parameters'
    : (CURVES[curve] ?? curve);
}

function bitLength(unsigned: Uint8Array): number {
  const start = unsigned.findIndex((byte) => byte !== 0);
  const first = unsigned[start];
  return first === undefined
    ? 0
    : (unsigned.length - start - 1) * 8 + (32 - Math.clz32(first));
}
