import { runParts } from './figures/run-parts.mjs';
import { HOSTILE_PARTS } from './hostile/parts.mjs';

/** `npm run test:hostile`: hostile targets and hostile clients at full scale, with the limits of production. */
export function run(args) {
  return runParts(HOSTILE_PARTS, args);
}
