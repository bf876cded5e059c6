import {
  hintIn,
  readSessionHint,
  type HintedMode,
} from '../../api/session-hint.ts';
import { lookIn, notedLook, type Look } from '../colours.ts';

export interface Visit {
  mode: HintedMode | null;
  look: Look;
}

/**
 * Who comes, and in which colours: as the console wrote it on the page, or from the cookies themselves where something
 * else serves the page. Asking for those takes a browser longer than drawing the frame.
 */
export function readVisit(): Visit {
  const { signedIn, colours } = document.documentElement.dataset;
  if (signedIn === undefined || colours === undefined) {
    return { mode: readSessionHint(), look: notedLook() };
  }
  return { mode: hintIn(signedIn), look: lookIn(colours) };
}
