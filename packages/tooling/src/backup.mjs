import { fromWhereCalled } from './from-where-called.mjs';
import { runHostCommand } from './run-host-command.mjs';

/** `npm run backup`: copies everything in the database of the console that `npm start` runs into a file. */
export function run(args) {
  return runHostCommand('apps/bff/src/backup.ts', fromWhereCalled(args));
}
