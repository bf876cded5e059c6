import type { Secret } from '@keyward/secrets';
import type { SessionMethod } from '@keyward/upstream-http';

export interface Credential {
  username: string;
  password: Secret;
}

/** Headers that authenticate a request. */
export type SessionHeaders = Record<string, string>;

export type EsxSignIn = SessionMethod<SessionHeaders>;

/** Upper bound for signing out when the client closes. */
export const SIGN_OUT_MS = 3_000;
