import { spawn } from 'node:child_process';
import { parseArgs } from 'node:util';
import { ensureBuilt } from './build.mjs';
import { findChromium } from './find-chromium.mjs';
import { PlainProblem } from './plain-problem.mjs';
import { repositoryRoot } from './repository-root.mjs';
import { ownEnvironment } from './run-captured.mjs';

/**
 * Whether `--update` was given.
 *
 * @param {string[]} args
 * @throws {PlainProblem} when something else is asked for
 */
export function readUpdate(args) {
  try {
    const { values } = parseArgs({
      args,
      options: { update: { type: 'boolean' } },
    });
    return values.update === true;
  } catch {
    throw new PlainProblem('The only option is --update.');
  }
}

/**
 * Builds the pages if need be. @returns a Chromium to look at them with
 *
 * @param {(chromium: string) => void} refuse throws when this Chromium will not do, before anything is built
 */
export async function prepareLooks(refuse = () => undefined) {
  const chromium = await findChromium(process.env, (line) => console.log(line));
  refuse(chromium);
  await ensureBuilt(repositoryRoot);
  return chromium;
}

/** Runs one file of browser tests with its output shown. @returns its exit code */
export function runPlaywright(chromium, args) {
  const child = spawn('playwright', ['test', ...args], {
    cwd: repositoryRoot,
    // All of it: `npm test` looks at a part.
    env: ownEnvironment({
      KEYWARD_CHROMIUM: chromium,
      KEYWARD_TEST_SCALE: '1',
    }),
    stdio: 'inherit',
  });
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => resolve(code ?? 1));
  });
}
