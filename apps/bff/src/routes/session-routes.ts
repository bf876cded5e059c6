import type { Handlers } from '../http/handler.ts';
import { clearedSessionCookies } from '../http/session-cookie.ts';
import { changePassword } from '../people/change-password.ts';
import { listSessions } from '../people/list-sessions.ts';
import {
  presentSession,
  type SessionParts,
} from '../people/present-session.ts';
import {
  revokeOtherSessions,
  revokeSession,
} from '../people/revoke-sessions.ts';
import type { SignInLimits } from '../people/sign-in-limits.ts';
import { readSignInMethods } from '../people/sign-in-methods.ts';
import { signIn, signOut } from '../people/sign-in.ts';
import { sessionReply } from './session-reply.ts';

export interface SessionRouteParts extends SessionParts {
  limits: SignInLimits;
  /** The organisation's identity provider, where one is configured. */
  oidc: { name: string } | null;
}

/** Signing in and out with a local account, and the sessions there are. */
export function sessionRoutes(
  parts: SessionRouteParts,
): Pick<
  Handlers,
  | 'signIn'
  | 'whoAmI'
  | 'signOut'
  | 'signInMethods'
  | 'changePassword'
  | 'listSessions'
  | 'endSession'
  | 'endOtherSessions'
> {
  const { db, limits, mode, oidc, sealedBecause } = parts;
  return {
    async signIn({ body, origin, device, cookie }) {
      const signedIn = await signIn(db, limits, body, origin, {
        device,
        previousToken: cookie,
      });
      return sessionReply(parts, signedIn);
    },
    async whoAmI({ caller }) {
      return { body: await presentSession(parts, caller) };
    },
    async signOut({ caller, origin }) {
      await signOut(db, caller, origin);
      return {
        headers: {
          'Set-Cookie': clearedSessionCookies(mode),
          'Clear-Site-Data': '"cache", "storage"',
        },
      };
    },
    signInMethods: async () => ({
      body: await readSignInMethods(db, mode, oidc, sealedBecause() !== null),
    }),
    async changePassword({ caller, body, origin }) {
      const signedIn = await changePassword(db, limits, caller, body, origin);
      return sessionReply(parts, signedIn);
    },
    listSessions: async ({ caller, query }) => ({
      body: { items: await listSessions(db, caller, query.person) },
    }),
    async endSession({ caller, params, origin }) {
      await revokeSession(db, caller, params.id, origin);
      return {};
    },
    async endOtherSessions({ caller, origin }) {
      await revokeOtherSessions(db, caller, origin);
      return { body: { items: await listSessions(db, caller) } };
    },
  };
}
