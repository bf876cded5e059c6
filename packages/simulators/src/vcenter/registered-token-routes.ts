import { registerTokenRequest } from '@keyward/vcenter-client/wire';

import type {
  RouteTable,
  SimulatorAnswer,
  SimulatorRequest,
} from '../host/index.ts';
import {
  invalidArgument,
  message,
  refuse,
  unauthenticated,
} from '../vapi/vapi-error.ts';
import { bearerToken, hashOf, readClaims } from './access-token.ts';
import type { TokenClaims } from './access-token.ts';
import { unauthorized } from './with-session.ts';
import type { World } from './world.ts';

/** Subjects that stand for an owner without System.Read, and for a vCenter that fails. */
export const SUBJECT_WITHOUT_PRIVILEGE = 'no-system-read@estate.test';
export const SUBJECT_THAT_FAILS = 'fail-500@estate.test';

const BEARER_CHALLENGE = 'Bearer realm="vCenter", error="invalid_token"';

/** Registered tokens (9.1): authenticated with the overflow token itself, never with a session. */
export function registeredTokenRoutes(world: World): RouteTable {
  return {
    'POST /api/vcenter/registered-tokens': (request) =>
      register(world, request),
  };
}

function register(world: World, request: SimulatorRequest): SimulatorAnswer {
  const overflow = bearerToken(request.headers['authorization']);
  const claims = overflow === null ? null : readClaims(overflow);
  if (overflow === null || claims === null) {
    return refuseToken('The access token cannot be read.');
  }
  const problem = problemOf(world, claims);
  if (problem) return refuseToken(problem);
  if (claims.sub === SUBJECT_WITHOUT_PRIVILEGE) {
    return unauthorized('System.Read');
  }
  if (claims.sub === SUBJECT_THAT_FAILS) {
    return refuse('ERROR', {
      id: 'com.vmware.vcenter.tokens.registration_failed',
      text: 'The token could not be registered.',
      causes: echoed(world, overflow),
    });
  }
  const body = registerTokenRequest.safeParse(request.body);
  if (!body.success) {
    return invalidArgument(
      'spec',
      'com.vmware.vcenter.tokens.spec_invalid',
      'The CreateSpec is not valid.',
    );
  }
  const expanded = body.data.expanded_access_token;
  // Documented: a missing or null token is accepted and stores nothing.
  if (expanded === undefined || expanded === null || request.lie) {
    return { status: 204 };
  }
  const pair = readClaims(expanded);
  if (
    !pair ||
    pair.ovl !== undefined ||
    pair.sub !== claims.sub ||
    pair.pair !== claims.pair
  ) {
    return refuse('INVALID_ARGUMENT', {
      id: 'com.vmware.vcenter.tokens.expanded_token_invalid',
      text: 'The expanded access token is not valid for this overflow token.',
      causes: echoed(world, expanded),
      data: { primary: 'spec.expanded_access_token', secondary: [] },
    });
  }
  world.store.update((state) => {
    const live = state.registeredTokens.filter(
      ({ expiresAt }) => expiresAt * 1000 > world.context.now(),
    );
    state.registeredTokens = [
      ...live,
      { sha256: hashOf(overflow), expiresAt: claims.exp },
    ];
  });
  world.context.recordEffect({
    operation: 'registered-tokens.create',
    object: claims.sub,
  });
  return { status: 204 };
}

function problemOf(
  { context, store }: World,
  claims: TokenClaims,
): string | null {
  if (claims.ovl === undefined) {
    return 'The access token has no overflow claim.';
  }
  if (claims.exp * 1000 <= context.now()) {
    return 'The access token has expired.';
  }
  if (claims.aud !== store.value.instanceId) {
    return 'The access token was issued for another vCenter.';
  }
  return null;
}

function refuseToken(text: string): SimulatorAnswer {
  return unauthenticated(
    'com.vmware.vapi.endpoint.token.invalid',
    text,
    BEARER_CHALLENGE,
  );
}

/** In the echoing mode a refusal repeats what was sent, as a badly behaved server might. */
function echoed({ context }: World, secret: string) {
  return context.options.echoSecrets
    ? [message('sim.echo', `Received: ${secret}`, [secret])]
    : [];
}
