import { showTimesIn } from '@keyward/ui';

import { keepViews } from '../list/views/keep-views.ts';
import { rememberedChoice } from './remembered-choice.ts';

const DARK_CLASS = 'pf-v6-theme-dark';
const CONTRAST_CLASS = 'pf-v6-theme-high-contrast';
const prefersDark = window.matchMedia('(prefers-color-scheme: dark)');
const prefersContrast = window.matchMedia('(prefers-contrast: more)');

export const COLOURS = rememberedChoice('keyward-theme', [
  'system',
  'light',
  'dark',
]);
export const CONTRAST = rememberedChoice('keyward-contrast', [
  'system',
  'normal',
  'more',
]);
export const TIMES = rememberedChoice('keyward-times', ['local', 'utc']);

let isHeldDark = false;

function apply(): void {
  const colours = COLOURS.read();
  const contrast = CONTRAST.read();
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
  showTimesIn(TIMES.read());
}

/** Applies the remembered choices and follows the system where the choice is `system`. */
export function startTheme(): void {
  apply();
  for (const { watch } of [COLOURS, CONTRAST, TIMES]) watch(apply);
  for (const system of [prefersDark, prefersContrast]) {
    system.addEventListener('change', apply);
  }
}

/** Notes the choices as they are, and gives back what remembers them again: signing out clears the site's storage. */
export function keepChoices(): () => void {
  const again = [
    keep(COLOURS.read(), COLOURS.choose),
    keep(CONTRAST.read(), CONTRAST.choose),
    keep(TIMES.read(), TIMES.choose),
    keepViews(),
  ];
  return () => {
    for (const remember of again) remember();
  };
}

function keep<Value>(value: Value, choose: (value: Value) => void): () => void {
  return () => {
    choose(value);
  };
}

/** Keeps the page dark, whatever was chosen and whatever the system prefers, until the returned function is called. */
export function holdDark(): () => void {
  const hold = (isHeld: boolean): void => {
    isHeldDark = isHeld;
    apply();
  };
  hold(true);
  return () => {
    hold(false);
  };
}
