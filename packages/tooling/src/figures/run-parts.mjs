import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readOnly } from '../only-option.mjs';
import { PlainProblem } from '../plain-problem.mjs';
import { runCaptured, stopRunning } from '../run-captured.mjs';
import { listenForStop } from '../stop-requests.mjs';
import { figureLine, holds, readFigures, untold } from './figures.mjs';

/**
 * Runs parts one after the other at full scale and ends with their figures: a part is good when its tests pass and it
 * has told every figure that it promised, each as good as promised. `--only TEXT` runs the parts whose name holds it.
 *
 * @param {{ name: string, files: string[], only?: string, figures: string[] }[]} parts
 * @param {string[]} args
 * @returns {Promise<number>} the exit code
 */
export async function runParts(parts, args) {
  const chosen = chooseParts(parts, args);
  const stop = listenForStop();
  void stop.asked.then(async () => {
    await stopRunning();
    process.exit(130);
  });
  const folder = mkdtempSync(join(tmpdir(), 'keyward-figures-'));
  const outcomes = [];
  try {
    for (const part of chosen) {
      console.log(`\n${part.name} …`);
      const outcome = await runPart(part, join(folder, 'figures'));
      console.log(outcome.lines.join('\n'));
      outcomes.push(outcome);
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  const isGood = outcomes.every((outcome) => outcome.isGood);
  console.log(`\n${outcomes.flatMap(({ lines }) => lines).join('\n')}`);
  console.log(isGood ? '\nAll as promised.' : '\nNot as promised.');
  return isGood ? 0 : 1;
}

function chooseParts(parts, args) {
  const text = readOnly(args) ?? '';
  const chosen = parts.filter(({ name }) => name.includes(text));
  // `--only F1` means that one, not F10 to F19 as well.
  const exact = chosen.filter(({ name }) => name.split(' ')[0] === text);
  if (chosen.length === 0) {
    throw new PlainProblem(
      `There is no such part; choose from: ${parts.map(({ name }) => name).join('; ')}.`,
    );
  }
  return exact.length > 0 ? exact : chosen;
}

async function runPart({ name, files, only, figures: promised }, file) {
  writeFileSync(file, '');
  const started = performance.now();
  const { code, output } = await runCaptured(
    'vitest',
    [
      'run',
      ...projectsOf(files),
      '--maxWorkers=1',
      ...(only === undefined ? [] : ['-t', only]),
      ...files,
    ],
    { env: { KEYWARD_TEST_SCALE: '1', KEYWARD_FIGURES_FILE: file } },
  );
  const seconds = ((performance.now() - started) / 1000).toFixed(0);
  const figures = readFigures(readFileSync(file, 'utf8'));
  const missing = untold(promised, figures);
  const summary = summaryOf(output);
  const hasRun = / passed/.test(summary);
  if (code !== 0) console.log(output);
  return {
    isGood:
      code === 0 && hasRun && missing.length === 0 && figures.every(holds),
    lines: [
      `${code === 0 && hasRun ? 'ok  ' : 'MISS'} ${name}: ${summary}, ${seconds} s`,
      ...figures.map((figure) => `  ${figureLine(figure)}`),
      ...missing.map((figure) => `  MISS ${figure} was not told`),
    ],
  };
}

function projectsOf(files) {
  const names = new Set(
    files.map((file) => (file.includes('/test/') ? 'component' : 'unit')),
  );
  return [...names].map((name) => `--project=${name}`);
}

/** The runner's own count of tests, without its colours. */
function summaryOf(output) {
  const plain = output.replaceAll(/\u001b\[[0-9;]*m/g, '');
  return /^\s*Tests\s+(.*)$/m.exec(plain)?.[1] ?? 'no test ran';
}
