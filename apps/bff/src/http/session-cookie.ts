import type { Mode } from '../config.ts';

/** Demo runs over plain HTTP on loopback, where browsers refuse the prefix and the Secure attribute. */
const NAMES = {
  demo: 'keyward',
  production: '__Host-keyward',
} as const satisfies Record<Mode, string>;

export function sessionCookie(
  mode: Mode,
  token: string,
  maxAgeSeconds: number,
): string {
  const secure = mode === 'production' ? '; Secure' : '';
  return `${NAMES[mode]}=${token}; Path=/; HttpOnly; SameSite=Strict; Max-Age=${String(maxAgeSeconds)}${secure}`;
}

export function clearedSessionCookie(mode: Mode): string {
  return sessionCookie(mode, '', 0);
}

/**
 * The token of the session cookie, or null. Only the name of this mode counts: in production a sibling host could plant
 * the name without the prefix, and a browser vouches for the prefixed one alone.
 */
export function readSessionCookie(
  mode: Mode,
  header: string | undefined,
): string | null {
  for (const pair of (header ?? '').split(';')) {
    const at = pair.indexOf('=');
    if (at > 0 && pair.slice(0, at).trim() === NAMES[mode]) {
      return pair.slice(at + 1).trim();
    }
  }
  return null;
}
