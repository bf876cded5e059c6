import type { Mode } from '../config.ts';

/** Demo runs over plain HTTP on loopback, where browsers refuse the prefix and the Secure attribute. */
const NAMES = {
  demo: 'keyward',
  production: '__Host-keyward',
} as const satisfies Record<Mode, string>;

export const SESSION_COOKIE = /^(?:__Host-)?keyward$/;

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

/** The value of the first cookie whose name matches, or null. */
export function readCookie(
  header: string | undefined,
  name: RegExp,
): string | null {
  for (const pair of (header ?? '').split(';')) {
    const at = pair.indexOf('=');
    if (at > 0 && name.test(pair.slice(0, at).trim())) {
      return pair.slice(at + 1).trim();
    }
  }
  return null;
}
