import type { PasskeyAssertion } from '@keyward/contract';
import { createHash } from 'node:crypto';
import { z } from 'zod';

/** Why an assertion proves nothing. */
export const ASSERTION_FAULTS = [
  'unreadable',
  'other_challenge',
  'other_origin',
  'other_relying_party',
  'user_not_verified',
  'counter_went_back',
  'signature',
] as const;
export type AssertionFault = (typeof ASSERTION_FAULTS)[number];

export interface ExpectedAssertion {
  assertion: PasskeyAssertion;
  /** base64url */
  challenge: string;
  origin: string;
  rpId: string;
  credential: {
    id: string;
    /** COSE key. */
    publicKey: Uint8Array;
    /** Highest use count seen so far; 0 when the authenticator does not count. */
    counter: number;
  };
}

export type VerifiedAssertion =
  | { ok: true; counter: number; backedUp: boolean }
  | { ok: false; fault: AssertionFault };

const clientData = z.object({
  type: z.string(),
  challenge: z.string(),
  origin: z.string(),
  crossOrigin: z.boolean().optional(),
});

/** Flags of authenticator data (WebAuthn Level 3, §6.1). */
const USER_PRESENT = 0x01;
const USER_VERIFIED = 0x04;
const HEADER_BYTES = 37;

/** The challenge that client data name, or null when they are unreadable. */
export function challengeIn(clientDataJSON: string): string | null {
  return readClientData(clientDataJSON)?.challenge ?? null;
}

/**
 * Checks a passkey's signature and everything it must be about: this challenge, this origin and relying party, a
 * person who was verified, and a use count that grows. Never throws for what an assertion says.
 */
export async function verifyAssertion(
  expected: ExpectedAssertion,
): Promise<VerifiedAssertion> {
  // Looked at first and by itself, so that a refusal can be named; the library judges the same again.
  const fault = findFault(expected);
  if (fault !== null) return { ok: false, fault };
  const { assertion, challenge, origin, rpId, credential } = expected;
  // Loaded when somebody signs: most of what a console does needs none of its 27 MB.
  const { verifyAuthenticationResponse } =
    await import('@simplewebauthn/server');
  try {
    const { verified, authenticationInfo } = await verifyAuthenticationResponse(
      {
        response: {
          id: assertion.id,
          rawId: assertion.rawId,
          type: assertion.type,
          response: {
            clientDataJSON: assertion.response.clientDataJSON,
            authenticatorData: assertion.response.authenticatorData,
            signature: assertion.response.signature,
          },
          clientExtensionResults: {},
        },
        expectedChallenge: challenge,
        expectedOrigin: origin,
        expectedRPID: rpId,
        requireUserVerification: true,
        credential: {
          ...credential,
          publicKey: new Uint8Array(credential.publicKey),
        },
      },
    );
    if (!verified) return { ok: false, fault: 'signature' };
    return {
      ok: true,
      counter: authenticationInfo.newCounter,
      backedUp: authenticationInfo.credentialBackedUp,
    };
  } catch {
    return { ok: false, fault: 'signature' };
  }
}

function findFault(expected: ExpectedAssertion): AssertionFault | null {
  const { assertion, challenge, origin, rpId, credential } = expected;
  const client = readClientData(assertion.response.clientDataJSON);
  const data = Buffer.from(assertion.response.authenticatorData, 'base64url');
  if (
    client?.type !== 'webauthn.get' ||
    data.length < HEADER_BYTES ||
    assertion.id !== credential.id
  ) {
    return 'unreadable';
  }
  if (client.challenge !== challenge) return 'other_challenge';
  if (client.origin !== origin || client.crossOrigin === true) {
    return 'other_origin';
  }
  const rpIdHash = createHash('sha256').update(rpId).digest();
  if (!rpIdHash.equals(data.subarray(0, 32))) return 'other_relying_party';
  const needed = USER_PRESENT | USER_VERIFIED;
  if (((data[32] ?? 0) & needed) !== needed) return 'user_not_verified';
  const counter = data.readUInt32BE(33);
  const counts = counter > 0 || credential.counter > 0;
  if (counts && counter <= credential.counter) return 'counter_went_back';
  return null;
}

function readClientData(
  clientDataJSON: string,
): z.infer<typeof clientData> | null {
  try {
    const text = Buffer.from(clientDataJSON, 'base64url').toString('utf8');
    return clientData.parse(JSON.parse(text));
  } catch {
    return null;
  }
}
