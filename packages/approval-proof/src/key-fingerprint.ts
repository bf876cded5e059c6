import { createHash, createPublicKey, type JsonWebKey } from 'node:crypto';

/**
 * Signature algorithms a passkey may use here, by their COSE numbers: ES256, EdDSA, RS256. Every current authenticator
 * has one of them, and node can name each as a key.
 */
export const PASSKEY_ALGORITHMS: number[] = [-7, -8, -257];

/**
 * SHA-256 over the SubjectPublicKeyInfo of a passkey's key, 64 lower-case hex digits. Browsers hand out the same bytes
 * (`AuthenticatorAttestationResponse.getPublicKey()`), so an approver can learn it without the console.
 *
 * @param publicKey COSE key (RFC 9052), as authenticators write it
 * @throws Error when the bytes are no public key of a kind that passkeys have
 */
export async function keyFingerprint(publicKey: Uint8Array): Promise<string> {
  const spki = createPublicKey({
    key: await jwkOf(new Uint8Array(publicKey)),
    format: 'jwk',
  }).export({ type: 'spki', format: 'der' });
  return createHash('sha256').update(spki).digest('hex');
}

async function jwkOf(publicKey: Uint8Array<ArrayBuffer>): Promise<JsonWebKey> {
  // Loaded when a key is looked at: most of what a console does needs none of its 25 MB.
  const { cose, decodeCredentialPublicKey } =
    await import('@simplewebauthn/server/helpers');
  const { COSECRV, COSEKEYS } = cose;
  const key = decodeCredentialPublicKey(publicKey);
  if (cose.isCOSEPublicKeyEC2(key)) {
    const isP256 = key.get(COSEKEYS.crv) === COSECRV.P256;
    return {
      kty: 'EC',
      crv: isP256 ? 'P-256' : '',
      x: text(key.get(COSEKEYS.x)),
      y: text(key.get(COSEKEYS.y)),
    };
  }
  if (cose.isCOSEPublicKeyOKP(key)) {
    const isEd25519 = key.get(COSEKEYS.crv) === COSECRV.ED25519;
    return {
      kty: 'OKP',
      crv: isEd25519 ? 'Ed25519' : '',
      x: text(key.get(COSEKEYS.x)),
    };
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
