import { readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { repositoryRoot } from './repository-root.mjs';
import { prepareLooks, readUpdate, runPlaywright } from './run-looks.mjs';

const folder = join(repositoryRoot, 'apps', 'e2e', 'looks', 'described');

/** Whatever its tags: it is part of the full scale alone. */
const LOOKS = ['--config=playwright.looks.config.ts', 'looks.e2e.ts'];

/**
 * `npm run test:aria`: compares what every page tells a screen reader with what is written down, and checks it with
 * axe. With `--update` it writes it down anew; read what git says has changed.
 */
export async function run(args) {
  const isUpdate = readUpdate(args);
  const chromium = await prepareLooks();
  if (!isUpdate) return runPlaywright(chromium, LOOKS);
  for (const name of readdirSync(folder)) rmSync(join(folder, name));
  return runPlaywright(chromium, [...LOOKS, '--update-snapshots=all']);
}
