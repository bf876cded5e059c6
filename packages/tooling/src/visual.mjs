import { execFileSync } from 'node:child_process';
import { readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { PlainProblem } from './plain-problem.mjs';
import { repositoryRoot } from './repository-root.mjs';
import { prepareLooks, readUpdate, runPlaywright } from './run-looks.mjs';

const folder = join(repositoryRoot, 'apps', 'e2e', 'looks', 'pictures');
const versionFile = join(folder, 'chromium-version.txt');

function versionOf(chromium) {
  return execFileSync(chromium, ['--version'], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
  }).trim();
}

/** @throws {PlainProblem} when the pictures were drawn by another browser than the one that is here */
function refuseAnother(here) {
  const drawn = readFileSync(versionFile, 'utf8').trim();
  if (here === drawn) return;
  throw new PlainProblem(
    `the pictures were drawn by “${drawn}”, and here is “${here}”: another version draws other pixels, so nothing was compared. Use that version (CHROMIUM_BIN), or draw them anew with npm run test:visual -- --update before you change anything.`,
  );
}

/**
 * `npm run test:visual`: compares the pages with their pictures. Another browser draws other pixels, so that it only
 * compares on the one that the pictures were made with. With `--update` it makes them anew on the one that is here.
 */
export async function run(args) {
  const isUpdate = readUpdate(args);
  const chromium = await prepareLooks((found) => {
    if (!isUpdate) refuseAnother(versionOf(found));
  });
  const config = '--config=playwright.pictures.config.ts';
  if (!isUpdate) return runPlaywright(chromium, [config, 'looks.visual.ts']);
  for (const name of readdirSync(folder)) {
    if (name.endsWith('.png')) rmSync(join(folder, name));
  }
  const code = await runPlaywright(chromium, [
    config,
    'looks.visual.ts',
    '--update-snapshots=all',
  ]);
  writeFileSync(versionFile, `${versionOf(chromium)}\n`);
  return code;
}
