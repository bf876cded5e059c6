import { fromWhereCalled } from './from-where-called.mjs';
import { runHostCommand } from './run-host-command.mjs';

/** `npm run restore`: puts a backup in the place of the database of the console that `npm start` runs. */
export function run(args) {
  return runHostCommand('apps/bff/src/restore.ts', fromWhereCalled(args));
}
