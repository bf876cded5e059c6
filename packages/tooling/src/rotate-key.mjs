import { runHostCommand } from './run-host-command.mjs';

/** `npm run rotate-key`: exchanges the key-encryption key of the console that `npm start` runs. */
export function run(args) {
  return runHostCommand('apps/bff/src/rotate-key.ts', args);
}
