import { FAULTS } from './faults/index.mjs';
import { runParts } from './figures/run-parts.mjs';

/** `npm run test:faults`: every fault at full scale, and its counts. `-- --only F7` tries one. */
export function run(args) {
  return runParts(FAULTS, args);
}
