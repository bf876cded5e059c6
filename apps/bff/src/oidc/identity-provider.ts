import {
  allowInsecureRequests,
  authorizationCodeGrant,
  buildAuthorizationUrl,
  calculatePKCECodeChallenge,
  type ClientAuth,
  ClientSecretBasic,
  ClientSecretPost,
  type Configuration,
  customFetch,
  discovery,
  enableNonRepudiationChecks,
  fetchUserInfo,
} from 'openid-client';

import { SESSION_HOURS } from '../people/sessions.ts';
import { readSecretFile } from '../secret-file.ts';
import { createBoundedFetch, IdentityProviderAway } from './bounded-fetch.ts';
import { type ProvedIdentity, readIdentity } from './identity-claims.ts';
import type { OidcSettings } from './oidc-settings.ts';
import { type AttemptSecrets, ATTEMPT_SECONDS } from './sign-in-attempt.ts';

/** What the provider publishes of itself is read again this often. */
const METADATA_MS = 60 * 60_000;
/** Clocks may differ by this much. */
const TOLERANCE_SECONDS = 30;

/** The provider's answer was read and not believed. `code` is for the log and holds nothing of the answer. */
export class IdentityRefused extends Error {
  override readonly name = 'IdentityRefused';
  readonly code: string;
  /** The provider itself said no, and to whom it matters may know that. */
  readonly byProvider: boolean;

  constructor(code: string, byProvider = false) {
    super('The answer of the identity provider is not accepted.');
    this.code = code;
    this.byProvider = byProvider;
  }
}

export interface IdentityProvider {
  /**
   * Where to send the browser. `again`: the provider must ask who it is even when it knows.
   *
   * @throws IdentityProviderAway
   */
  authorizationUrl(
    redirectUri: URL,
    secrets: AttemptSecrets,
    again: boolean,
  ): Promise<URL>;
  /**
   * Exchanges the code of a callback and checks everything about the answer.
   *
   * @param callback the redirect URI with the query that came
   * @throws IdentityProviderAway, IdentityRefused
   */
  identityOf(
    callback: URL,
    secrets: AttemptSecrets,
    again: boolean,
  ): Promise<ProvedIdentity>;
  close(): Promise<void>;
}

/** The organisation's identity provider; the first sign-in discovers it, and so does the first after a failure. */
export function createIdentityProvider(
  settings: OidcSettings,
): IdentityProvider {
  const http = createBoundedFetch();
  const discovered = discoverOnce(settings, http.fetch);
  return {
    async authorizationUrl(redirectUri, secrets, again) {
      const config = await discovered();
      return buildAuthorizationUrl(config, {
        redirect_uri: redirectUri.href,
        response_type: 'code',
        scope: [...new Set(['openid', ...settings.scopes])].join(' '),
        state: secrets.state,
        nonce: secrets.nonce,
        code_challenge: await calculatePKCECodeChallenge(secrets.codeVerifier),
        code_challenge_method: 'S256',
        // With an age the provider has to say when it last asked, and that is the proof a session starts with.
        max_age: again ? '0' : String(SESSION_HOURS * 3600),
        ...(again ? { prompt: 'login' } : {}),
      });
    },
    async identityOf(callback, secrets, again) {
      const config = await discovered();
      try {
        return await exchange(config, settings, callback, secrets, again);
      } catch (error) {
        throw asRefusal(error);
      }
    },
    close: () => http.close(),
  };
}

async function exchange(
  config: Configuration,
  settings: OidcSettings,
  callback: URL,
  { state, nonce, codeVerifier }: AttemptSecrets,
  again: boolean,
): Promise<ProvedIdentity> {
  const tokens = await authorizationCodeGrant(config, callback, {
    expectedState: state,
    expectedNonce: nonce,
    pkceCodeVerifier: codeVerifier,
    idTokenExpected: true,
    ...(again ? { maxAge: ATTEMPT_SECONDS } : {}),
  });
  const claims = tokens.claims();
  if (claims === undefined) throw new IdentityRefused('no_id_token');
  // The library leaves this one to its caller.
  if (claims.iat > Date.now() / 1000 + TOLERANCE_SECONDS) {
    throw new IdentityRefused('issued_in_the_future');
  }
  const hasGroups = settings.groupsClaim in claims;
  const more =
    hasGroups || config.serverMetadata().userinfo_endpoint === undefined
      ? {}
      : await fetchUserInfo(config, tokens.access_token, claims.sub);
  return readIdentity({ ...more, ...claims }, settings);
}

/** One discovery at a time; what it found is kept for an hour, and beyond that while the provider is away. */
function discoverOnce(
  settings: OidcSettings,
  fetch: ReturnType<typeof createBoundedFetch>['fetch'],
): () => Promise<Configuration> {
  let known: { config: Configuration; at: number } | null = null;
  let asking: Promise<Configuration> | null = null;
  const ask = async (): Promise<Configuration> => {
    try {
      const config = await discover(settings, fetch);
      known = { config, at: performance.now() };
      return config;
    } catch (error) {
      if (known !== null) return known.config;
      throw awayBecause(error);
    } finally {
      asking = null;
    }
  };
  return async () => {
    if (known !== null && performance.now() - known.at < METADATA_MS) {
      return known.config;
    }
    asking ??= ask();
    return asking;
  };
}

async function discover(
  settings: OidcSettings,
  fetch: ReturnType<typeof createBoundedFetch>['fetch'],
): Promise<Configuration> {
  const { issuer, clientId, clientSecretFile } = settings;
  const config = await discovery(
    issuer,
    clientId,
    undefined,
    secretFrom(clientSecretFile),
    {
      [customFetch]: fetch,
      execute: [
        // Without this the library trusts TLS alone and does not look at the token's signature.
        enableNonRepudiationChecks,
        // Settings admit http in demo mode only.
        ...(issuer.protocol === 'http:' ? [allowInsecureRequests] : []),
      ],
    },
  );
  // The library lets some providers answer for many organisations; their groups are nobody's in particular.
  const said = config.serverMetadata().issuer;
  if (!URL.canParse(said) || new URL(said).href !== issuer.href) {
    throw new IdentityProviderAway('issuer_mismatch');
  }
  return config;
}

/** The secret is read when it is used, so that a renewed file needs no restart. */
function secretFrom(file: string): ClientAuth {
  return (server, client, body, headers) => {
    const methods = server.token_endpoint_auth_methods_supported;
    const isPostOnly =
      methods?.includes('client_secret_post') === true &&
      !methods.includes('client_secret_basic');
    const authenticate = isPostOnly ? ClientSecretPost : ClientSecretBasic;
    return authenticate(readSecretFile(file))(server, client, body, headers);
  };
}

function asRefusal(error: unknown): Error {
  const away = awayIn(error);
  if (away !== null) return away;
  if (error instanceof IdentityRefused) return error;
  const isAnswer =
    error instanceof Error && error.name === 'AuthorizationResponseError';
  return new IdentityRefused(codeOf(error), isAnswer);
}

function awayBecause(error: unknown): IdentityProviderAway {
  return awayIn(error) ?? new IdentityProviderAway(codeOf(error));
}

/** The library wraps what the transport threw. */
function awayIn(error: unknown): IdentityProviderAway | null {
  for (
    let each = error;
    each instanceof Error && each.cause !== each;
    each = each.cause
  ) {
    if (each instanceof IdentityProviderAway) return each;
  }
  return null;
}

function codeOf(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown';
  return 'code' in error && typeof error.code === 'string'
    ? error.code
    : error.name;
}
