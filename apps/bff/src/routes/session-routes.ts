import type { Handlers } from '../http/handler.ts';
import { clearedSessionCookie, sessionCookie } from '../http/session-cookie.ts';
import {
  presentSession,
  type SessionParts,
} from '../people/present-session.ts';
import { SESSION_HOURS } from '../people/sessions.ts';
import type { SignInLimits } from '../people/sign-in-limits.ts';
import { signIn, signOut } from '../people/sign-in.ts';

export interface SessionRouteParts extends SessionParts {
  limits: SignInLimits;
}

/** Signing in and out with a local account. */
export function sessionRoutes(
  parts: SessionRouteParts,
): Pick<Handlers, 'signIn' | 'whoAmI' | 'signOut'> {
  const { db, limits, mode } = parts;
  return {
    async signIn({ body, origin, device, cookie }) {
      const { token, caller } = await signIn(db, limits, body, origin, {
        device,
        previousToken: cookie,
      });
      return {
        body: await presentSession(parts, caller),
        headers: {
          'Set-Cookie': sessionCookie(mode, token, SESSION_HOURS * 3600),
        },
      };
    },
    async whoAmI({ caller }) {
      return { body: await presentSession(parts, caller) };
    },
    async signOut({ caller, origin }) {
      await signOut(db, caller, origin);
      return {
        headers: {
          'Set-Cookie': clearedSessionCookie(mode),
          'Clear-Site-Data': '"cache", "storage"',
        },
      };
    },
  };
}
