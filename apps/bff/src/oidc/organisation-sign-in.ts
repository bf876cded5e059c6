import { AuditUnavailable, type Database } from '@keyward/database';
import type { Logger } from 'pino';

import { databaseTime } from '../database-time.ts';
import { isDatabaseAway } from '../http/database-away.ts';
import type { Origin } from '../http/handler.ts';
import { Refusal } from '../http/refusal.ts';
import type { Keys } from '../keys.ts';
import { requireFreshProof } from '../people/fresh-proof.ts';
import { createPersonLimit } from '../people/person-limit.ts';
import { findCaller } from '../people/sessions.ts';
import { addressBucket } from '../people/sign-in-limits.ts';
import { IdentityProviderAway } from './bounded-fetch.ts';
import {
  createIdentityProvider,
  IdentityRefused,
} from './identity-provider.ts';
import { linkIdentity } from './link-identity.ts';
import { localPath } from './local-path.ts';
import { markUsed } from './mark-used.ts';
import type { OidcSettings } from './oidc-settings.ts';
import { type NoSession, noSession, type Outcome } from './outcome.ts';
import { sessionOfAttempt } from './session-of-attempt.ts';
import {
  attemptSecrets,
  newAttempt,
  readAttempt,
  type SignInAttempt,
  writeAttempt,
} from './sign-in-attempt.ts';
import { signInWithIdentity } from './sign-in-with-identity.ts';
import { stepUpWithIdentity } from './step-up-with-identity.ts';

const CALLBACK_PATH = '/api/session/oidc/callback';
/** Starts and returns from one address in a minute; an office may share one. */
const TRIES_PER_MINUTE = 60;

export interface OrganisationSignInParts {
  db: Database;
  keys: Pick<Keys, 'commitKey'>;
  isSealed: () => boolean;
  log: Logger;
  settings: OidcSettings;
  /** The only source of the redirect URI: no header of a request is. */
  publicUrl: string;
}

type StartedSignIn =
  | {
      kind: 'started';
      location: string;
      /** For the attempt's cookie. */
      attempt: string;
    }
  | { kind: 'none'; because: NoSession };

export interface OrganisationSignIn {
  /** What people call the identity provider. */
  name: string;
  /** Where to send the browser. Nothing is written down until it comes back. */
  start(request: {
    purpose: SignInAttempt['purpose'];
    returnTo: string | undefined;
    /** Token of the session's cookie. */
    sessionToken: string | null;
    origin: Origin;
  }): Promise<StartedSignIn>;
  /** The browser is back with the provider's answer. */
  finish(request: {
    query: Readonly<Record<string, string>>;
    /** Value of the attempt's cookie. */
    attempt: string | null;
    device: string;
    origin: Origin;
  }): Promise<{ outcome: Outcome; returnTo: string }>;
  close(): Promise<void>;
}

/** Sign-in at the organisation's identity provider: OpenID Connect, authorisation code with PKCE. */
export function createOrganisationSignIn(
  parts: OrganisationSignInParts,
): OrganisationSignIn {
  const { db, keys, log, settings } = parts;
  const provider = createIdentityProvider(settings);
  const limit = createPersonLimit(TRIES_PER_MINUTE, 60);
  const redirectUri = new URL(CALLBACK_PATH, parts.publicUrl);

  async function start({
    purpose,
    returnTo,
    sessionToken,
    origin,
  }: Parameters<OrganisationSignIn['start']>[0]): Promise<StartedSignIn> {
    await limit.take(addressBucket(origin.ip));
    const caller = await findCaller(db, sessionToken);
    if (purpose !== 'sign-in' && caller === null) {
      return { kind: 'none', because: 'not_signed_in' };
    }
    if (purpose === 'link' && parts.isSealed()) {
      return { kind: 'none', because: 'sealed' };
    }
    if (purpose === 'link' && caller !== null) {
      await requireFreshProof(db, caller);
    }
    const attempt = newAttempt(
      {
        purpose,
        returnTo: localPath(returnTo),
        sid: caller?.sid ?? null,
      },
      await databaseTime(db),
    );
    const location = await provider.authorizationUrl(
      redirectUri,
      attemptSecrets(keys.commitKey, attempt),
      purpose !== 'sign-in',
    );
    return {
      kind: 'started',
      location: location.href,
      attempt: writeAttempt(keys.commitKey, attempt),
    };
  }

  async function finish({
    query,
    attempt: cookie,
    device,
    origin,
  }: Parameters<OrganisationSignIn['finish']>[0]) {
    await limit.take(addressBucket(origin.ip));
    const attempt =
      cookie === null
        ? null
        : readAttempt(keys.commitKey, cookie, await databaseTime(db));
    if (attempt === null) return { outcome: noSession('expired') };
    const { state } = attemptSecrets(keys.commitKey, attempt);
    // An answer to another attempt must not use up this one.
    if (query['state'] !== state) {
      log.info({ requestId: origin.requestId }, 'sign-in: another state');
      return { outcome: noSession('not_accepted') };
    }
    if (!(await markUsed(db, attempt))) {
      return { outcome: noSession('expired') };
    }
    const callback = new URL(redirectUri);
    callback.search = new URLSearchParams(query).toString();
    const identity = await provider.identityOf(
      callback,
      attemptSecrets(keys.commitKey, attempt),
      attempt.purpose !== 'sign-in',
    );
    return {
      outcome: await conclude(attempt, identity, device, origin),
      returnTo: attempt.returnTo,
    };
  }

  async function conclude(
    attempt: SignInAttempt,
    identity: Awaited<ReturnType<typeof provider.identityOf>>,
    device: string,
    origin: Origin,
  ): Promise<Outcome> {
    switch (attempt.purpose) {
      case 'step-up':
        return stepUpWithIdentity(db, attempt, identity, origin);
      case 'link':
        if (parts.isSealed()) return noSession('sealed');
        return linkIdentity(db, attempt, identity, origin);
      case 'sign-in': {
        const session = await sessionOfAttempt(db, attempt);
        return signInWithIdentity(db, identity, origin, {
          device,
          sid: session?.sid ?? null,
        });
      }
    }
  }

  /** The failures that have a page; everything else is a fault of ours. */
  function reasonFor(error: unknown, origin: Origin): NoSession {
    const reason = knownReason(error);
    if (reason === null) throw error;
    // The code alone: what the provider or the query said may carry a token.
    const code =
      error instanceof IdentityProviderAway || error instanceof IdentityRefused
        ? error.code
        : reason;
    log.warn(
      { requestId: origin.requestId, ip: origin.ip, reason, code },
      'organisation sign-in refused',
    );
    return reason;
  }

  return {
    name: settings.name,
    start: (request) =>
      start(request).catch((error: unknown) => ({
        kind: 'none' as const,
        because: reasonFor(error, request.origin),
      })),
    finish: async (request) => ({
      returnTo: '/',
      ...(await finish(request).catch((error: unknown) => ({
        outcome: noSession(reasonFor(error, request.origin)),
      }))),
    }),
    close: () => provider.close(),
  };
}

function knownReason(error: unknown): NoSession | null {
  if (error instanceof AuditUnavailable || isDatabaseAway(error)) {
    return 'unavailable';
  }
  if (error instanceof IdentityProviderAway) return 'away';
  if (error instanceof IdentityRefused) {
    return error.byProvider ? 'declined' : 'not_accepted';
  }
  if (!(error instanceof Refusal)) return null;
  if (error.code === 'rate_limited') return 'too_many';
  if (error.code === 'unauthenticated') return 'not_signed_in';
  return ['step_up_required', 'passkey_required'].includes(error.code)
    ? 'proof_needed'
    : null;
}
