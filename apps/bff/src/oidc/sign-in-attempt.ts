import { commitment, Secret } from '@keyward/secrets';
import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import { z } from 'zod';

/** How long somebody may take at the identity provider. */
export const ATTEMPT_SECONDS = 600;
const MOST_LENGTH = 3_800;

const attempt = z.strictObject({
  /** Random; the secrets of the attempt are derived from it. */
  seed: z.string().length(43),
  purpose: z.enum(['sign-in', 'step-up', 'link']),
  returnTo: z.string(),
  /** The session that the browser had when it started: the callback comes from another site, without its cookie. */
  sid: z.string().nullable(),
  startedAt: z.number().int(),
});
export type SignInAttempt = z.infer<typeof attempt>;

/** What ties the provider's answer to this attempt. */
export interface AttemptSecrets {
  state: string;
  nonce: string;
  codeVerifier: string;
}

export function newAttempt(
  about: Pick<SignInAttempt, 'purpose' | 'returnTo' | 'sid'>,
  now: number,
): SignInAttempt {
  return {
    ...about,
    seed: randomBytes(32).toString('base64url'),
    startedAt: Math.floor(now),
  };
}

/**
 * State, nonce and verifier are derived from the seed under the console's key. They are stored nowhere, not even in the
 * browser, and every replica derives the same.
 */
export function attemptSecrets(
  key: Secret,
  { seed }: SignInAttempt,
): AttemptSecrets {
  return {
    state: derive(key, 'state', seed),
    nonce: derive(key, 'nonce', seed),
    codeVerifier: derive(key, 'verifier', seed),
  };
}

/** The attempt as a cookie value that only this console can have written. */
export function writeAttempt(key: Secret, open: SignInAttempt): string {
  const text = Buffer.from(JSON.stringify(open)).toString('base64url');
  return `${text}.${derive(key, 'cookie', text)}`;
}

/** The attempt of a cookie value; null when it was not written here, was altered, or is too old. `now` is the database's. */
export function readAttempt(
  key: Secret,
  value: string,
  now: number,
): SignInAttempt | null {
  if (value.length > MOST_LENGTH) return null;
  const [text = '', tag = ''] = value.split('.');
  const expected = Buffer.from(derive(key, 'cookie', text));
  const given = Buffer.from(tag);
  if (given.length !== expected.length || !timingSafeEqual(given, expected)) {
    return null;
  }
  const found = attempt.parse(
    JSON.parse(Buffer.from(text, 'base64url').toString('utf8')),
  );
  const age = now - found.startedAt;
  return age >= 0 && age <= ATTEMPT_SECONDS * 1000 ? found : null;
}

/** Names a used attempt without saying anything about it. */
export function attemptId({ seed }: SignInAttempt): string {
  return createHash('sha256').update(seed).digest('hex');
}

/** `organisation sign-in` can never be the id of a change, which the same key also commits for. */
function derive(key: Secret, use: string, text: string): string {
  return commitment(key, 'organisation sign-in', use, new Secret(text));
}
