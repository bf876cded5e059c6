import { runHostCommand } from './run-host-command.mjs';

/** `npm run acknowledge-restore`: says that the database of the console that `npm start` runs was restored on purpose. */
export function run(args) {
  return runHostCommand('apps/bff/src/acknowledge-restore.ts', args);
}
