import {
  cose,
  decodeCredentialPublicKey,
} from '@simplewebauthn/server/helpers';
import { createHash, createPublicKey, type JsonWebKey } from 'node:crypto';

const { COSECRV, COSEKEYS, COSEALG } = cose;

/** Signature algorithms a passkey may use here: what every current authenticator offers, and node can name as a key. */
export const PASSKEY_ALGORITHMS: number[] = [
  COSEALG.ES256,
  COSEALG.EdDSA,
  COSEALG.RS256,
];

const CURVES: Readonly<Record<number, string>> = {
  [COSECRV.P256]: 'P-256',
  [COSECRV.P384]: 'P-384',
  [COSECRV.P521]: 'P-521',
};

/**
 * SHA-256 over the SubjectPublicKeyInfo of a passkey's key, 64 lower-case hex digits. Browsers hand out the same bytes
 * (`AuthenticatorAttestationResponse.getPublicKey()`), so an approver can learn it without the console.
 *
 * @param publicKey COSE key (RFC 9052), as authenticators write it
 * @throws Error when the bytes are no public key of a kind that passkeys have
 */
export function keyFingerprint(publicKey: Uint8Array): string {
  const spki = createPublicKey({
    key: jwkOf(new Uint8Array(publicKey)),
    format: 'jwk',
  }).export({ type: 'spki', format: 'der' });
  return createHash('sha256').update(spki).digest('hex');
}

function jwkOf(publicKey: Uint8Array<ArrayBuffer>): JsonWebKey {
  const key = decodeCredentialPublicKey(publicKey);
  if (cose.isCOSEPublicKeyEC2(key)) {
    return {
      kty: 'EC',
      crv: CURVES[key.get(COSEKEYS.crv) ?? 0] ?? '',
      x: text(key.get(COSEKEYS.x)),
      y: text(key.get(COSEKEYS.y)),
    };
  }
  if (cose.isCOSEPublicKeyOKP(key)) {
    return { kty: 'OKP', crv: 'Ed25519', x: text(key.get(COSEKEYS.x)) };
  }
  if (cose.isCOSEPublicKeyRSA(key)) {
    return {
      kty: 'RSA',
      n: text(key.get(COSEKEYS.n)),
      e: text(key.get(COSEKEYS.e)),
    };
  }
  throw new Error('This is no public key of a kind that passkeys have.');
}

function text(bytes: Uint8Array | undefined): string {
  return Buffer.from(bytes ?? []).toString('base64url');
}
