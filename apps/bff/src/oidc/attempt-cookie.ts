import type { Mode } from '../config.ts';
import { ATTEMPT_SECONDS } from './sign-in-attempt.ts';

const NAMES = {
  demo: 'keyward-oidc',
  production: '__Host-keyward-oidc',
} as const satisfies Record<Mode, string>;

/** Lax, unlike the session's: the callback is reached from the identity provider's site. */
export function attemptCookie(
  mode: Mode,
  value: string,
  maxAgeSeconds: number = ATTEMPT_SECONDS,
): string {
  const secure = mode === 'production' ? '; Secure' : '';
  return `${NAMES[mode]}=${value}; Path=/; HttpOnly; SameSite=Lax; Max-Age=${String(maxAgeSeconds)}${secure}`;
}

export function clearedAttemptCookie(mode: Mode): string {
  return attemptCookie(mode, '', 0);
}

/** The value of the attempt's cookie, or null. */
export function readAttemptCookie(mode: Mode, header: string): string | null {
  for (const pair of header.split(';')) {
    const at = pair.indexOf('=');
    if (at > 0 && pair.slice(0, at).trim() === NAMES[mode]) {
      return pair.slice(at + 1).trim();
    }
  }
  return null;
}
