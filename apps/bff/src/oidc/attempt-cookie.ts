import type { Mode } from '../config.ts';
import { cookieNamed } from '../http/cookie-named.ts';
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
  return cookieNamed(NAMES[mode], header);
}
