import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ensureBuilt } from './build.mjs';
import { findChromium } from './find-chromium.mjs';
import { readOnly } from './only-option.mjs';
import { PlainProblem } from './plain-problem.mjs';
import { repositoryRoot } from './repository-root.mjs';
import { runCaptured, stopRunning } from './run-captured.mjs';
import { listenForStop } from './stop-requests.mjs';
import { readResults } from './test-results.mjs';
import { stages } from './test-stages.mjs';

const stagesAtOnce = 2;

/** `npm test`: checks, tests, build and browser tests; the last line is `N passed, N failed`. */
export async function run(args) {
  const chosen = chooseStages(args);
  const stop = listenForStop();
  void stop.asked.then(async () => {
    console.log('\nStopping …');
    await stopRunning();
    process.exit(130);
  });
  void stop.insisted.then(() => process.exit(130));
  const reports = mkdtempSync(join(tmpdir(), 'keyward-test-reports-'));
  let outcomes;
  try {
    const chromium = chosen.some((stage) => stage.needsChromium)
      ? await lookForChromium()
      : {};
    outcomes = await runAll(chosen, (stage) =>
      runStage(stage, reports, chromium),
    );
  } finally {
    rmSync(reports, { recursive: true, force: true });
  }
  console.log(summarise(outcomes));
  return outcomes.every((outcome) => outcome.isGood) ? 0 : 1;
}

function chooseStages(args) {
  const wanted = readOnly(args)
    ?.split(',')
    .map((name) => name.trim());
  const unknown = wanted?.find(
    (name) => !stages.some((stage) => stage.name === name),
  );
  if (unknown !== undefined) {
    throw new PlainProblem(
      `There is no stage "${unknown}"; choose from ${stages.map((stage) => stage.name).join(', ')}.`,
    );
  }
  return stages.filter(
    (stage) =>
      (wanted?.includes(stage.name) ?? true) && (stage.isThere?.() ?? true),
  );
}

/** The patient ones fill, two at a time, whatever time all others leave idle. */
async function runAll(chosen, work) {
  const patient = chosen.filter(({ isPatient }) => isPatient === true);
  const others = chosen.filter(({ isPatient }) => isPatient !== true);
  const outcomes = await Promise.all([
    inTurns(patient, stagesAtOnce, work),
    inBatches(others, work),
  ]);
  return outcomes.flat();
}

async function inBatches(chosen, work) {
  const outcomes = [];
  for (const batch of batches(chosen)) {
    outcomes.push(...(await inTurns(batch, stagesAtOnce, work)));
  }
  return outcomes;
}

/** Neighbours that may run beside each other share the machine; every other stage has it to itself. */
function batches(chosen) {
  const result = [];
  for (const stage of chosen) {
    const last = result.at(-1);
    if (stage.isBeside === true && last?.[0]?.isBeside === true)
      last.push(stage);
    else result.push([stage]);
  }
  return result;
}

/** Results in the order of the items, of which at most `atOnce` are worked on. */
async function inTurns(items, atOnce, work) {
  const results = [];
  const left = items.entries();
  const worker = async () => {
    for (const [index, item] of left) results[index] = await work(item);
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
  return results;
}

async function lookForChromium() {
  try {
    return {
      path: await findChromium(process.env, (line) => console.log(line)),
    };
  } catch (error) {
    if (error instanceof PlainProblem) return { problem: error.message };
    throw error;
  }
}

async function runStage(stage, reports, chromium) {
  const startedAt = Date.now();
  const name = stage.name;
  if (stage.isShown === true || stage.kind === 'build') {
    console.log(`\n== ${name} …`);
  }
  const outcome = await runKind(stage, reports, chromium);
  const seconds = ((Date.now() - startedAt) / 1000).toFixed(1);
  console.log(
    `\n== ${name}: ${outcome.isGood ? 'good' : 'FAILED'} (${seconds} s)`,
  );
  if (!outcome.isGood && stage.isShown !== true && outcome.output) {
    console.log(outcome.output.trimEnd());
  }
  return { ...outcome, name, seconds };
}

async function runKind(stage, reports, chromium) {
  if (stage.kind === 'check') {
    const { code, output } = await runCaptured(stage.command, stage.args, {
      isPatient: stage.isPatient,
    });
    return { isGood: code === 0, output };
  }
  if (stage.kind === 'build') {
    try {
      await ensureBuilt(repositoryRoot);
      return { isGood: true };
    } catch (error) {
      console.log(error.message);
      return { isGood: false };
    }
  }
  if (stage.needsChromium && chromium.path === undefined) {
    console.log(chromium.problem);
    return { isGood: false, passed: 0, failed: 1 };
  }
  const report = join(reports, `${stage.name}.json`);
  const { code, output } = await runCaptured(
    stage.command,
    stage.args(report),
    {
      env: stage.env(report, chromium.path),
      // One at a time can be followed; what runs beside it is told at its end.
      ...(stage.isShown === true && {
        onOutput: (text) => process.stdout.write(text),
      }),
    },
  );
  return {
    isGood: code === 0,
    output,
    ...readResults(stage.results, report, code),
  };
}

function summarise(outcomes) {
  const lines = outcomes.map(({ name, isGood, seconds, passed, failed }) => {
    const counts =
      passed === undefined ? '' : `${passed} passed, ${failed} failed`;
    return `  ${name.padEnd(12)} ${isGood ? 'good  ' : 'FAILED'} ${seconds.padStart(7)} s  ${counts}`.trimEnd();
  });
  const total = (key) =>
    outcomes.reduce((sum, outcome) => sum + (outcome[key] ?? 0), 0);
  return [
    '',
    'Summary',
    ...lines,
    '',
    `${total('passed')} passed, ${total('failed')} failed`,
  ].join('\n');
}
