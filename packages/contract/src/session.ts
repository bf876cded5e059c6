import { z } from 'zod';

import { passkeyRule, proofMethod } from './passkey.ts';
import { id, timestamp } from './primitives.ts';
import { permission, role } from './roles.ts';

export const signInRequest = z.strictObject({
  username: z.string().min(1, 'Fill in your user name.').max(128),
  password: z.string().min(1, 'Fill in your password.').max(1024),
});

export const person = z.object({
  id,
  username: z.string(),
  displayName: z.string(),
});
export type Person = z.infer<typeof person>;

/** Who is signed in, and how fresh the proof of it is. */
export const session = z.object({
  person,
  roles: z.array(role),
  permissions: z.array(permission),
  signedInAt: timestamp,
  expiresAt: timestamp,
  /** Until `expiresAt`, by the console's clock when it answered: a browser's clock may be wrong. */
  secondsLeft: z.number().int().min(0),
  /** The session ends earlier when nothing is asked for that long. */
  idleSeconds: z.number().int().min(1),
  /** The latest proof, at sign-in or by a step-up. */
  proof: z.object({ method: proofMethod, at: timestamp }),
  /** The rule in force, and how many passkeys this person has. */
  passkey: z.object({ rule: passkeyRule, registered: z.number().int() }),
  mode: z.enum(['demo', 'production']),
  egressLoopback: z.boolean(),
  /**
   * Why the console takes no changes: its key-encryption key is missing or another one, or its audit log ends before its
   * own newest checkpoint. Null when all is well.
   */
  sealed: z.enum(['key_missing', 'key_wrong', 'audit_behind']).nullable(),
  /** The database was restored at `at`, to how it was at `asOf`; there while a change that is open is from before. */
  restored: z.object({ at: timestamp, asOf: timestamp.nullable() }).optional(),
  /** Number of the newest event when this was read: whatever is read afterwards misses none if the stream continues here. */
  newestEvent: z.number().int().nonnegative().optional(),
});
export type Session = z.infer<typeof session>;

/** How one can sign in here, for whoever is not signed in yet. */
export const signInMethods = z.object({
  mode: z.enum(['demo', 'production']),
  /** Name of the organisation's identity provider, when one is configured. */
  oidc: z.object({ name: z.string() }).nullable(),
  /** Nobody has an account yet: the one-time token in the data directory makes the first. */
  firstAccount: z.boolean(),
  /** The key-encryption key is missing or wrong: people can sign in and read, nothing can be changed. */
  sealed: z.boolean(),
});
export type SignInMethods = z.infer<typeof signInMethods>;

/** One session in a list. Its token is known to one browser only. */
export const sessionItem = z.object({
  id,
  person,
  signedInWith: proofMethod.exclude(['passkey']),
  device: z.string(),
  ip: z.string().nullable(),
  createdAt: timestamp,
  lastSeenAt: timestamp,
  expiresAt: timestamp,
  current: z.boolean(),
});
export type SessionItem = z.infer<typeof sessionItem>;

export const sessionsQuery = z.strictObject({
  /** One's own without this; `all` or another person's for who manages people. */
  person: z.union([z.literal('all'), id]).optional(),
});
export const sessions = z.object({ items: z.array(sessionItem) });

/** `purpose`: sign in, prove again who one is, or add the organisation's identity to the person signed in. */
export const oidcStartQuery = z.strictObject({
  purpose: z.enum(['sign-in', 'step-up', 'link']).default('sign-in'),
  returnTo: z.string().max(2000).optional(),
});
