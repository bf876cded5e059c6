import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { browserControls } from './controls/browser.mjs';
import { decisionControls } from './controls/decisions.mjs';
import { organisationControls } from './controls/organisation.mjs';
import { gettingInControls } from './controls/getting-in.mjs';
import { peopleControls } from './controls/people.mjs';
import { PlainProblem } from './plain-problem.mjs';
import { runCaptured } from './run-captured.mjs';
import { makeScratchTree } from './scratch-tree.mjs';

const controls = [
  ...decisionControls,
  ...browserControls,
  ...peopleControls,
  ...gettingInControls,
  ...organisationControls,
];
const timeoutMs = 180_000;

/**
 * Takes each named control out of a copy of the tree, one at a time, and runs the one test that must
 * then fail: a test that stays green proves nothing. `--only TEXT` runs those whose name holds TEXT.
 */
export async function run(args) {
  const wanted = chosen(args);
  const { tree, remove } = makeScratchTree();
  const stop = () => {
    remove();
    process.exit(130);
  };
  process.once('SIGINT', stop);
  process.once('SIGTERM', stop);
  const results = [];
  try {
    const before = await runTests(tree, wanted);
    for (const control of wanted) {
      const started = performance.now();
      const outcome = await judge(tree, control, before);
      const seconds = ((performance.now() - started) / 1000).toFixed(1);
      results.push(outcome);
      print([mark(outcome), control.name, `${seconds} s`, outcome.why]);
    }
  } finally {
    process.removeListener('SIGINT', stop);
    process.removeListener('SIGTERM', stop);
    remove();
  }
  const red = results.filter(({ isRed }) => isRed).length;
  console.log(
    `\n${red} of ${results.length} controls: taken out, their test fails.`,
  );
  return red === results.length ? 0 : 1;
}

function chosen(args) {
  if (args.length === 0) return controls;
  const [flag, text] = args;
  const found = controls.filter(({ name }) => name.includes(text ?? ''));
  if (flag !== '--only' || text === undefined || found.length === 0) {
    throw new PlainProblem(
      `Usage: npm run test:controls -- --only TEXT, where TEXT is in one of:\n${controls.map(({ name }) => `  ${name}`).join('\n')}`,
    );
  }
  return found;
}

/** One control: its test passes with it, its text is there, and its test fails without it. */
async function judge(tree, control, before) {
  if (!before.passed.some((name) => name.includes(control.test.name))) {
    const why = before.messages.get(
      before.failed.find((name) => name.includes(control.test.name)),
    );
    return verdict(
      false,
      `does not pass beforehand: ${control.test.name}; ${why ?? 'it did not run'}`,
    );
  }
  const originals = new Map();
  for (const { file } of control.edits) {
    originals.set(file, readFileSync(join(tree, file), 'utf8'));
  }
  try {
    for (const { file, takeOut, putIn } of control.edits) {
      const path = join(tree, file);
      const text = readFileSync(path, 'utf8');
      if (text.split(takeOut).length !== 2) {
        return verdict(false, `is not once in ${file}: ${takeOut}`);
      }
      writeFileSync(
        path,
        text.replace(takeOut, () => putIn),
      );
    }
    const { failed, passed } = await runTests(tree, [control]);
    if (failed.some((name) => name.includes(control.test.name))) {
      return verdict(true, `${control.test.file}: ${control.test.name}`);
    }
    return verdict(
      false,
      passed.length > 0 ? 'its test stayed green' : 'its test did not run',
    );
  } finally {
    for (const [file, text] of originals) {
      writeFileSync(join(tree, file), text);
    }
  }
}

function verdict(isRed, why) {
  return { isRed, why };
}

/** Runs the tests of these controls, and nothing else, and returns the full names that passed and failed. */
async function runTests(tree, wanted) {
  const files = [...new Set(wanted.map(({ test }) => test.file))];
  const names = [...new Set(wanted.map(({ test }) => escapeName(test.name)))];
  const report = join(tree, 'controls.json');
  writeFileSync(report, '');
  const { output } = await runCaptured(
    join(tree, 'node_modules', '.bin', 'vitest'),
    [
      'run',
      '--project=unit',
      '--project=component',
      '--reporter=json',
      `--outputFile.json=${report}`,
      '-t',
      `(${names.join('|')})$`,
      ...files,
    ],
    { cwd: tree, timeoutMs: timeoutMs * Math.max(1, wanted.length / 8) },
  );
  const text = readFileSync(report, 'utf8');
  if (text === '') {
    throw new PlainProblem(`The tests did not run:\n${output.slice(-2000)}`);
  }
  const tests = JSON.parse(text).testResults.flatMap(
    ({ assertionResults }) => assertionResults,
  );
  const named = (status) =>
    tests
      .filter((test) => test.status === status)
      .map(({ fullName }) => fullName);
  const messages = new Map(
    tests.map(({ fullName, failureMessages }) => [
      fullName,
      failureMessages?.[0]?.split('\n')[0],
    ]),
  );
  return { passed: named('passed'), failed: named('failed'), messages };
}

function escapeName(name) {
  return name.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`);
}

function mark({ isRed }) {
  return isRed ? 'red  ' : 'GREEN';
}

function print(cells) {
  console.log(cells.join(' · '));
}
