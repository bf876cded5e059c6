import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ensureBuilt } from './build.mjs';
import { findChromium } from './find-chromium.mjs';
import { figureLine, holds, readFigures, untold } from './figures/figures.mjs';
import { repositoryRoot } from './repository-root.mjs';
import { runCaptured, stopRunning } from './run-captured.mjs';
import { listenForStop } from './stop-requests.mjs';

const SERVER_FIGURES = [
  'canaries: secrets',
  'canaries: kinds of secrets',
  'canaries: encodings',
  'canaries: sinks',
  'canaries: hits',
  'canaries: bytes at the end of a redirect',
  'canaries: planted leaks found',
];
const BROWSER_FIGURES = [
  'browser: secrets',
  'browser: places looked at',
  'browser: hits',
  'browser: planted leaks found',
];

/**
 * `npm run test:canaries`: every kind of secret through every failure, then a look at every place where one could have
 * come out, the browser included. Ends with the figures; a hit, or a planted leak that was not found, is a failure.
 */
export async function run() {
  const stop = listenForStop();
  void stop.asked.then(async () => {
    await stopRunning();
    process.exit(130);
  });
  const chromium = await findChromium(process.env, (line) => console.log(line));
  await ensureBuilt(repositoryRoot);
  const folder = mkdtempSync(join(tmpdir(), 'keyward-canaries-'));
  const env = {
    KEYWARD_TEST_SCALE: '1',
    KEYWARD_FIGURES_FILE: join(folder, 'figures'),
  };
  try {
    const parts = [
      await runPart('the server', SERVER_FIGURES, env, 'vitest', [
        'run',
        '--project=component',
        '--maxWorkers=1',
        'apps/bff/test/canaries',
        'apps/bff/test/secrets.test.ts',
      ]),
      await runPart(
        'the browser',
        BROWSER_FIGURES,
        { ...env, KEYWARD_CHROMIUM: chromium },
        'playwright',
        ['test', '--reporter=list', 'canaries.e2e.ts'],
      ),
    ];
    console.log(`\n${parts.flatMap(({ lines }) => lines).join('\n')}`);
    const isGood = parts.every((part) => part.isGood);
    console.log(isGood ? '\nAll as promised.' : '\nNot as promised.');
    return isGood ? 0 : 1;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function runPart(name, promised, env, command, args) {
  console.log(`${name} …`);
  writeFileSync(env.KEYWARD_FIGURES_FILE, '');
  const { code, output } = await runCaptured(command, args, { env });
  if (code !== 0) console.log(output);
  const figures = readFigures(readFileSync(env.KEYWARD_FIGURES_FILE, 'utf8'));
  const missing = untold(promised, figures);
  return {
    isGood: code === 0 && missing.length === 0 && figures.every(holds),
    lines: [
      `${code === 0 ? 'ok  ' : 'MISS'} ${name}`,
      ...figures.map((figure) => `  ${figureLine(figure)}`),
      ...missing.map((figure) => `  MISS ${figure} was not told`),
    ],
  };
}
