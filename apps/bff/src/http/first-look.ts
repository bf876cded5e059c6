import { cookieNamed } from './cookie-named.ts';
import { SESSION_HINT } from './session-cookie.ts';

const COLOURS = 'keyward-colours';
const LOOK = /^(?:system|light|dark)\.(?:system|normal|more)$/;

/**
 * What the first script needs of a visitor's cookies, as attributes of the page's root element: whether somebody may be
 * signed in (the hint, never the session), and the chosen colours. A browser takes longer to tell its scripts than to
 * draw the first frame. Only known words come through, so that there are few such pages and nothing foreign in them.
 */
export function firstLookAttributes(cookies: string | undefined): string {
  const hint = cookieNamed(SESSION_HINT, cookies) ?? '';
  const mode = hint === '' ? '' : hint === 'demo' ? 'demo' : 'production';
  const look = cookieNamed(COLOURS, cookies) ?? '';
  return ` data-signed-in="${mode}" data-colours="${LOOK.test(look) ? look : ''}"`;
}
