import type { Mode } from '../config.ts';
import { cookieNamed } from './cookie-named.ts';

/** Demo runs over plain HTTP on loopback, where browsers refuse the prefix and the Secure attribute. */
const NAMES = {
  demo: 'keyward',
  production: '__Host-keyward',
} as const satisfies Record<Mode, string>;

function sessionCookie(
  mode: Mode,
  token: string,
  maxAgeSeconds: number,
): string {
  const secure = mode === 'production' ? '; Secure' : '';
  return `${NAMES[mode]}=${token}; Path=/; HttpOnly; SameSite=Strict; Max-Age=${String(maxAgeSeconds)}${secure}`;
}

/** Tells the page's scripts, which cannot see the token, that there is one, and of which mode; worth nothing to anybody. */
export const SESSION_HINT = 'keyward-signed-in';

function sessionHint(mode: Mode, text: string, maxAgeSeconds: number): string {
  const secure = mode === 'production' ? '; Secure' : '';
  return `${SESSION_HINT}=${text}; Path=/; SameSite=Strict; Max-Age=${String(maxAgeSeconds)}${secure}`;
}

/** What a new session or a new token for it sets: the token, and the hint that a page without one need not ask. */
export function sessionCookies(
  mode: Mode,
  token: string,
  maxAgeSeconds: number,
): string[] {
  return [
    sessionCookie(mode, token, maxAgeSeconds),
    sessionHint(mode, mode, maxAgeSeconds),
  ];
}

export function clearedSessionCookies(mode: Mode): string[] {
  return [sessionCookie(mode, '', 0), sessionHint(mode, '', 0)];
}

/**
 * The token of the session cookie, or null. Only the name of this mode counts: in production a sibling host could plant
 * the name without the prefix, and a browser vouches for the prefixed one alone.
 */
export function readSessionCookie(
  mode: Mode,
  header: string | undefined,
): string | null {
  return cookieNamed(NAMES[mode], header);
}
