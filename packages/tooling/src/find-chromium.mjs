import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { homedir } from 'node:os';
import { delimiter, join } from 'node:path';
import { PlainProblem } from './plain-problem.mjs';
import { runCaptured } from './run-captured.mjs';

const programNames = [
  'chromium',
  'chromium-browser',
  'google-chrome',
  'google-chrome-stable',
];
const downloadLayouts = [
  'chrome-linux/chrome',
  'chrome-linux64/chrome',
  'chrome-mac/Chromium.app/Contents/MacOS/Chromium',
  'chrome-win/chrome.exe',
];

/**
 * Path of a Chromium for the browser tests: CHROMIUM_BIN, else one on the PATH, else one that
 * Playwright downloaded earlier; else installs one, saying so.
 */
export async function findChromium(env, print) {
  const given = env['CHROMIUM_BIN'];
  if (given) {
    if (isBrowser(given)) return given;
    throw new PlainProblem(
      `CHROMIUM_BIN=${given} is not a Chromium that runs.`,
    );
  }
  return installedChromium(env) ?? (await installChromium(env, print));
}

function installedChromium(env) {
  return [...onPath(env), ...downloaded(env)].find(isBrowser);
}

function onPath(env) {
  const folders = (env['PATH'] ?? '').split(delimiter);
  return programNames
    .flatMap((name) => folders.map((folder) => join(folder, name)))
    .filter((path) => existsSync(path));
}

function downloaded(env) {
  const cache =
    env['PLAYWRIGHT_BROWSERS_PATH'] ||
    join(homedir(), '.cache', 'ms-playwright');
  if (!existsSync(cache)) return [];
  return readdirSync(cache)
    .filter((name) => /^chromium-\d+$/.test(name))
    .sort((a, b) => Number(b.split('-')[1]) - Number(a.split('-')[1]))
    .flatMap((name) =>
      downloadLayouts.map((layout) => join(cache, name, layout)),
    )
    .filter((path) => existsSync(path));
}

/** Some distributions put a stub that only tells to install a snap; a version line tells them apart. */
function isBrowser(path) {
  try {
    return /Chrom(e|ium)/.test(
      execFileSync(path, ['--version'], {
        encoding: 'utf8',
        timeout: 20_000,
        stdio: ['ignore', 'pipe', 'ignore'],
      }),
    );
  } catch {
    return false;
  }
}

async function installChromium(env, print) {
  if (
    process.getuid?.() === 0 &&
    (await runCaptured('apt-get', ['--version']).catch(() => undefined))
      ?.code === 0
  ) {
    print(
      'No Chromium here: installing the Debian package chromium (apt-get) …',
    );
    const noQuestions = { env: { DEBIAN_FRONTEND: 'noninteractive' } };
    const install = () =>
      runCaptured(
        'apt-get',
        ['install', '-y', '--no-install-recommends', 'chromium'],
        noQuestions,
      );
    if ((await install()).code !== 0) {
      await runCaptured('apt-get', ['update'], noQuestions);
      await install();
    }
  } else {
    print('No Chromium here: downloading one with Playwright …');
    await runCaptured('playwright', ['install', 'chromium'], {
      timeoutMs: 300_000,
    });
  }
  const found = installedChromium(env);
  if (found !== undefined) return found;
  throw new PlainProblem(
    'There is no Chromium for the browser tests and none could be installed; install one or set CHROMIUM_BIN.',
  );
}
