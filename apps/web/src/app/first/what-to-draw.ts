import type { HintedMode } from '../../api/session-hint.ts';

/** What can be drawn before the application is here. */
export type Drawn =
  | { kind: 'console'; mode: HintedMode; isHome: boolean }
  | { kind: 'sign-in' }
  /** Pages with a look of their own. */
  | { kind: 'nothing' };

const OWN_LOOK = /^\/(?:invitation|first-account|confirmed|wallboard)\/?$/i;
const SIGN_IN = /^\/sign-in\/?$/i;

/** By the address, and by whether somebody may be signed in: who is not comes to sign-in from every other page. */
export function whatToDraw(path: string, mode: HintedMode | null): Drawn {
  if (OWN_LOOK.test(path)) return { kind: 'nothing' };
  if (mode === null || SIGN_IN.test(path)) return { kind: 'sign-in' };
  return { kind: 'console', mode, isHome: path === '/' };
}
