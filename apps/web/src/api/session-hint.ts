import { cookieNamed } from '../browser/cookie-named.ts';

const HINT = 'keyward-signed-in';

/** How this console runs; a demo says so at the top of every page. */
export type HintedMode = 'demo' | 'production';

/**
 * Whether somebody may be signed in here, and to what. Scripts cannot see the session's cookie, and asking without one
 * is answered with a refusal that the browser logs as an error; so the console sets a second cookie beside it that says
 * no more.
 */
export function readSessionHint(): HintedMode | null {
  return hintIn(cookieNamed(HINT));
}

/** The mode that a text names, as the cookie holds it; any word but `demo` speaks of a production console. */
export function hintIn(text: string): HintedMode | null {
  if (text === '') return null;
  return text === 'demo' ? 'demo' : 'production';
}

/** The console has said that nobody is. */
export function forgetSessionHint(): void {
  document.cookie = `${HINT}=; Path=/; SameSite=Strict; Max-Age=0`;
}
