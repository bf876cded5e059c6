import { z } from 'zod';

import { id, personText, sha256, timestamp } from './primitives.ts';

/** How a person proved who they are: at sign-in, or again for a step-up. */
export const proofMethod = z.enum(['passkey', 'password', 'oidc']);
export type ProofMethod = z.infer<typeof proofMethod>;

/** `required`: no decision without a passkey. `preferred`: who has one must use it. */
export const passkeyRule = z.enum(['required', 'preferred']);
export type PasskeyRule = z.infer<typeof passkeyRule>;

/** How long a proof counts as fresh, in seconds. */
export const FRESH_PROOF_SECONDS = {
  passkey: 5 * 60,
  password: 15 * 60,
  oidc: 15 * 60,
} as const satisfies Record<ProofMethod, number>;

function base64url(maximum: number) {
  return z
    .string()
    .max(maximum)
    .regex(/^[A-Za-z0-9_-]*$/, 'This is no base64url.');
}

// The two answers below are dictionaries of the WebAuthn standard, to which browsers add members: what is not known here
// is dropped, not refused.

/** What `navigator.credentials.get` answers, as JSON (WebAuthn Level 3, AuthenticationResponseJSON). */
export const passkeyAssertion = z.object({
  id: base64url(1400),
  rawId: base64url(1400),
  type: z.literal('public-key'),
  response: z.object({
    clientDataJSON: base64url(4096),
    authenticatorData: base64url(4096),
    signature: base64url(2048),
    userHandle: base64url(256).nullish(),
  }),
  authenticatorAttachment: z.string().max(32).nullish(),
});
export type PasskeyAssertion = z.infer<typeof passkeyAssertion>;

/** What `navigator.credentials.create` answers, as JSON (WebAuthn Level 3, RegistrationResponseJSON). */
export const passkeyAttestation = z.object({
  id: base64url(1400),
  rawId: base64url(1400),
  type: z.literal('public-key'),
  response: z.object({
    clientDataJSON: base64url(4096),
    attestationObject: base64url(32_768),
    transports: z.array(z.string().max(32)).max(10).optional(),
  }),
  authenticatorAttachment: z.string().max(32).nullish(),
});

export const passkeyName = personText(1, 60);

export const registerPasskeyRequest = z.strictObject({
  name: passkeyName,
  response: passkeyAttestation,
});
export const renamePasskeyRequest = z.strictObject({ name: passkeyName });

/** One's own passkey. `publicKeySha256` is over the SubjectPublicKeyInfo: the value to pin for checking approvals. */
export const passkey = z.object({
  id,
  name: z.string(),
  publicKeySha256: sha256,
  backedUp: z.boolean(),
  createdAt: timestamp,
  lastUsedAt: timestamp.nullable(),
});
export type Passkey = z.infer<typeof passkey>;

/** Options for the browser (PublicKeyCredentialRequestOptionsJSON or …CreationOptionsJSON), passed on as they are. */
export const passkeyOptions = z.looseObject({ challenge: z.string() });
export type PasskeyOptions = z.infer<typeof passkeyOptions>;

/** A step-up: exactly one proof. */
export const stepUpRequest = z.union([
  z.strictObject({ password: z.string().min(1).max(1024) }),
  z.strictObject({ assertion: passkeyAssertion }),
]);
