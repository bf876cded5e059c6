import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { figureLine, holds, readFigures, untold } from './hostile/figures.mjs';
import { HOSTILE_PARTS } from './hostile/parts.mjs';
import { PlainProblem } from './plain-problem.mjs';
import { runCaptured, stopRunning } from './run-captured.mjs';
import { listenForStop } from './stop-requests.mjs';

/**
 * `npm run test:hostile`: hostile targets and hostile clients at full scale, with the limits of production. Ends with the
 * figures; anything but all of them kept is a failure. `--only TEXT` runs the parts whose name holds it.
 */
export async function run(args) {
  const parts = chooseParts(args);
  const stop = listenForStop();
  void stop.asked.then(async () => {
    await stopRunning();
    process.exit(130);
  });
  const folder = mkdtempSync(join(tmpdir(), 'keyward-hostile-'));
  const lines = [];
  let isGood = true;
  try {
    for (const part of parts) {
      console.log(`\n${part.name} …`);
      const outcome = await runPart(part, join(folder, 'figures'));
      lines.push(...outcome.lines);
      isGood &&= outcome.isGood;
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  console.log(`\n${lines.join('\n')}`);
  console.log(isGood ? '\nAll as promised.' : '\nNot as promised.');
  return isGood ? 0 : 1;
}

function chooseParts(args) {
  const { values } = parseArgs({ args, options: { only: { type: 'string' } } });
  const chosen = HOSTILE_PARTS.filter(({ name }) =>
    name.includes(values.only ?? ''),
  );
  if (chosen.length === 0) {
    throw new PlainProblem(
      `There is no such part; choose from: ${HOSTILE_PARTS.map(({ name }) => name).join('; ')}.`,
    );
  }
  return chosen;
}

async function runPart({ name, files, figures: promised }, file) {
  writeFileSync(file, '');
  const { code, output } = await runCaptured(
    'vitest',
    ['run', '--project=component', '--maxWorkers=1', ...files],
    { env: { KEYWARD_TEST_SCALE: '1', KEYWARD_FIGURES_FILE: file } },
  );
  const figures = readFigures(readFileSync(file, 'utf8'));
  const missing = untold(promised, figures);
  if (code !== 0) console.log(output);
  return {
    isGood: code === 0 && missing.length === 0 && figures.every(holds),
    lines: [
      `${code === 0 ? 'ok  ' : 'MISS'} ${name}: ${summaryOf(output)}`,
      ...figures.map((figure) => `  ${figureLine(figure)}`),
      ...missing.map((figure) => `  MISS ${figure} was not told`),
    ],
  };
}

/** The runner's own count of tests, without its colours. */
function summaryOf(output) {
  const plain = output.replaceAll(/\u001b\[[0-9;]*m/g, '');
  return /^\s*Tests\s+(.*)$/m.exec(plain)?.[1] ?? 'no test ran';
}
