import type { PasskeyAssertion, PasskeyOptions } from '@keyward/contract';
import { isoCBOR } from '@simplewebauthn/server/helpers';
import {
  createHash,
  createPublicKey,
  generateKeyPairSync,
  type KeyObject,
  randomBytes,
  sign,
} from 'node:crypto';
import { z } from 'zod';

/** What an authenticator, or whoever stands between it and the console, may do wrong. */
export interface Faults {
  userVerified?: boolean;
  userPresent?: boolean;
  origin?: string;
  crossOrigin?: boolean;
  rpId?: string;
  /** base64url */
  challenge?: string;
  type?: string;
  counter?: number;
  credentialId?: string;
  /** base64url */
  userHandle?: string;
  /** Changes one bit after signing. */
  tamper?: 'signature' | 'authenticatorData' | 'clientDataJSON';
  /** Signs with a key that nobody registered. */
  otherKey?: boolean;
}

const creation = z.object({
  challenge: z.string(),
  rp: z.object({ id: z.string() }),
  user: z.object({ id: z.string() }),
});
const request = z.object({ challenge: z.string(), rpId: z.string() });

export interface SoftwareAuthenticator {
  credentialId: string;
  /** SHA-256 of the SubjectPublicKeyInfo, as a browser would let its person compute it. */
  fingerprint: string;
  /** Answers creation options as `navigator.credentials.create` does. */
  register(options: PasskeyOptions, faults?: Faults): object;
  /** Answers request options as `navigator.credentials.get` does. */
  sign(options: PasskeyOptions, faults?: Faults): PasskeyAssertion;
}

const PRESENT = 0x01;
const VERIFIED = 0x04;
const ATTESTED = 0x40;

export interface AuthenticatorOptions {
  /** The page that asks. */
  origin: string;
  /** Some authenticators never count and always say 0. */
  counts?: boolean;
  /** Takes over another authenticator's credential id. */
  credentialId?: string;
}

/** An authenticator in software: one real ES256 key, attestation "none" (WebAuthn Level 3, §6). */
export function createAuthenticator({
  origin,
  counts = true,
  credentialId = randomBytes(32).toString('base64url'),
}: AuthenticatorOptions): SoftwareAuthenticator {
  const { privateKey, publicKey } = newKey();
  let used = 0;
  let handle = '';

  function clientData(type: string, challenge: string, faults: Faults): Buffer {
    return Buffer.from(
      JSON.stringify({
        type: faults.type ?? type,
        challenge: faults.challenge ?? challenge,
        origin: faults.origin ?? origin,
        crossOrigin: faults.crossOrigin ?? false,
      }),
    );
  }

  function header(rpId: string, faults: Faults, flags = 0): Buffer {
    if (counts) used += 1;
    const bytes = Buffer.alloc(37);
    createHash('sha256')
      .update(faults.rpId ?? rpId)
      .digest()
      .copy(bytes);
    bytes[32] =
      flags |
      (faults.userPresent === false ? 0 : PRESENT) |
      (faults.userVerified === false ? 0 : VERIFIED);
    bytes.writeUInt32BE(faults.counter ?? used, 33);
    return bytes;
  }

  return {
    credentialId,
    fingerprint: createHash('sha256')
      .update(publicKey.export({ type: 'spki', format: 'der' }))
      .digest('hex'),
    register(options, faults = {}) {
      const { challenge, rp, user } = creation.parse(options);
      handle = user.id;
      const id = Buffer.from(credentialId, 'base64url');
      const idLength = Buffer.alloc(2);
      idLength.writeUInt16BE(id.length);
      const authData = Buffer.concat([
        header(rp.id, faults, ATTESTED),
        Buffer.alloc(16), // an authenticator that does not say which it is
        idLength,
        id,
        coseKey(publicKey),
      ]);
      const attestationObject = isoCBOR.encode(
        new Map<string, string | Uint8Array<ArrayBuffer> | Map<never, never>>([
          ['fmt', 'none'],
          ['attStmt', new Map<never, never>()],
          ['authData', new Uint8Array(authData)],
        ]),
      );
      return {
        id: credentialId,
        rawId: credentialId,
        type: 'public-key',
        response: {
          clientDataJSON: clientData(
            'webauthn.create',
            challenge,
            faults,
          ).toString('base64url'),
          attestationObject:
            Buffer.from(attestationObject).toString('base64url'),
          transports: ['internal'],
        },
        clientExtensionResults: {},
      };
    },
    sign(options, faults = {}) {
      const { challenge, rpId } = request.parse(options);
      const client = clientData('webauthn.get', challenge, faults);
      const authenticatorData = header(rpId, faults);
      const signed = Buffer.concat([
        authenticatorData,
        createHash('sha256').update(client).digest(),
      ]);
      const key = faults.otherKey === true ? newKey().privateKey : privateKey;
      const parts = {
        clientDataJSON: client,
        authenticatorData,
        signature: sign('sha256', signed, key),
      };
      if (faults.tamper !== undefined) flipLastBit(parts[faults.tamper]);
      const id = faults.credentialId ?? credentialId;
      return {
        id,
        rawId: id,
        type: 'public-key',
        response: {
          clientDataJSON: parts.clientDataJSON.toString('base64url'),
          authenticatorData: parts.authenticatorData.toString('base64url'),
          signature: parts.signature.toString('base64url'),
          userHandle: faults.userHandle ?? handle,
        },
      };
    },
  };
}

function newKey(): { privateKey: KeyObject; publicKey: KeyObject } {
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  return { privateKey, publicKey: createPublicKey(privateKey) };
}

/** COSE key of an ES256 key (RFC 9053, §2.1): kty 2, alg -7, crv 1, x, y. */
function coseKey(publicKey: KeyObject): Uint8Array {
  const { x = '', y = '' } = publicKey.export({ format: 'jwk' });
  const bytes = (text: string): Uint8Array<ArrayBuffer> =>
    new Uint8Array(Buffer.from(text, 'base64url'));
  return isoCBOR.encode(
    new Map<number, number | Uint8Array<ArrayBuffer>>([
      [1, 2],
      [3, -7],
      [-1, 1],
      [-2, bytes(x)],
      [-3, bytes(y)],
    ]),
  );
}

function flipLastBit(bytes: Buffer): void {
  const last = bytes.length - 1;
  bytes[last] = (bytes[last] ?? 0) ^ 1;
}
