import type { Session } from '@keyward/contract';
import type { Database } from '@keyward/database';

import type { Mode } from '../config.ts';
import type { Handlers } from '../http/handler.ts';
import { clearedSessionCookie, sessionCookie } from '../http/session-cookie.ts';
import type { Caller } from '../people/caller.ts';
import { SESSION_HOURS } from '../people/sessions.ts';
import type { SignInLimits } from '../people/sign-in-limits.ts';
import { signIn, signOut } from '../people/sign-in.ts';

export interface SessionRouteParts {
  db: Database;
  limits: SignInLimits;
  mode: Mode;
  egressLoopback: boolean;
}

/** Signing in and out with a local account. */
export function sessionRoutes(
  parts: SessionRouteParts,
): Pick<Handlers, 'signIn' | 'whoAmI' | 'signOut'> {
  const { db, limits, mode } = parts;
  const present = (caller: Caller): Session => ({
    person: caller.person,
    roles: caller.roles,
    permissions: caller.permissions,
    signedInAt: caller.signedInAt.toISOString(),
    expiresAt: caller.expiresAt.toISOString(),
    mode,
    egressLoopback: parts.egressLoopback,
  });
  return {
    async signIn({ body, origin, cookie }) {
      const { token, caller } = await signIn(db, limits, body, origin, cookie);
      return {
        body: present(caller),
        headers: {
          'Set-Cookie': sessionCookie(mode, token, SESSION_HOURS * 3600),
        },
      };
    },
    async whoAmI({ caller }) {
      return { body: present(caller) };
    },
    async signOut({ caller, origin }) {
      await signOut(db, caller, origin);
      return {
        headers: {
          'Set-Cookie': clearedSessionCookie(mode),
          'Clear-Site-Data': '"cache"',
        },
      };
    },
  };
}
