import { cookieNamed } from '../browser/cookie-named.ts';

const DARK_CLASS = 'pf-v6-theme-dark';
const CONTRAST_CLASS = 'pf-v6-theme-high-contrast';

/** What was chosen, beside the browser's storage: a cookie is there at once, while storage is opened first. */
const COOKIE = 'keyward-colours';
const COOKIE_SECONDS = 400 * 24 * 60 * 60;

export const prefersDark = window.matchMedia('(prefers-color-scheme: dark)');
export const prefersContrast = window.matchMedia('(prefers-contrast: more)');

export const COLOURS = ['system', 'light', 'dark'] as const;
export const CONTRASTS = ['system', 'normal', 'more'] as const;

export interface Look {
  colours: (typeof COLOURS)[number];
  contrast: (typeof CONTRASTS)[number];
}

/** The look that a text names, as a cookie holds it; what the system prefers where it names none. */
export function lookIn(text: string): Look {
  const [colours, contrast] = text.split('.');
  return {
    colours: COLOURS.find((each) => each === colours) ?? 'system',
    contrast: CONTRASTS.find((each) => each === contrast) ?? 'system',
  };
}

/** What was noted last on this browser. */
export function notedLook(): Look {
  return lookIn(cookieNamed(COOKIE));
}

/** Notes a look, so that the next page is drawn in it from the start. */
export function noteLook({ colours, contrast }: Look): void {
  const secure = location.protocol === 'https:' ? '; Secure' : '';
  document.cookie = `${COOKIE}=${colours}.${contrast}; Path=/; SameSite=Strict; Max-Age=${String(COOKIE_SECONDS)}${secure}`;
}

/** Draws the page in these colours; `isHeldDark` is dark whatever was chosen and whatever the system prefers. */
export function applyLook(
  { colours, contrast }: Look,
  isHeldDark = false,
): void {
  const isDark =
    isHeldDark ||
    colours === 'dark' ||
    (colours === 'system' && prefersDark.matches);
  const { classList, style } = document.documentElement;
  classList.toggle(DARK_CLASS, isDark);
  classList.toggle(
    CONTRAST_CLASS,
    contrast === 'more' || (contrast === 'system' && prefersContrast.matches),
  );
  style.colorScheme = isDark ? 'dark' : 'light';
}
