import type { SimulatorRequest } from '../host/index.ts';
import { bearerToken, hashOf, readClaims } from './access-token.ts';
import type { Session } from './session-table.ts';
import type { World } from './world.ts';

/** The caller behind a registered overflow token; null for any other caller. */
export function bearerSession(
  { context, personality, store }: World,
  request: SimulatorRequest,
): Session | null {
  const token = bearerToken(request.headers['authorization']);
  if (token === null || !personality.hasRegisteredTokens) return null;
  const now = context.now();
  const registered = store.value.registeredTokens.find(
    ({ sha256 }) => sha256 === hashOf(token),
  );
  if (!registered || registered.expiresAt * 1000 <= now) return null;
  return {
    user: readClaims(token)?.sub ?? 'unknown',
    createdAt: now,
    lastUsedAt: now,
  };
}
