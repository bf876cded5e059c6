import { runHostCommand } from './run-host-command.mjs';

/** `npm run create-admin`: makes a security admin in the database that `npm start` uses. */
export function run(args) {
  return runHostCommand('apps/bff/src/create-admin.ts', args);
}
