import { showTimesIn } from '@keyward/ui';

import { keepViews } from '../list/views/keep-views.ts';
import {
  applyLook,
  COLOURS as COLOUR_NAMES,
  CONTRASTS,
  notedLook,
  noteLook,
  prefersContrast,
  prefersDark,
} from './colours.ts';
import { rememberedChoice } from './remembered-choice.ts';

export const COLOURS = rememberedChoice('keyward-theme', COLOUR_NAMES);
export const CONTRAST = rememberedChoice('keyward-contrast', CONTRASTS);
export const TIMES = rememberedChoice('keyward-times', ['local', 'utc']);

let isHeldDark = false;

function apply(): void {
  const look = { colours: COLOURS.read(), contrast: CONTRAST.read() };
  const noted = notedLook();
  if (noted.colours !== look.colours || noted.contrast !== look.contrast) {
    noteLook(look);
  }
  applyLook(look, isHeldDark);
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
