import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { CONTROLS } from './controls/index.mjs';
import { FAULT_ROWS, THREATS, unanswered } from './controls/threats.mjs';
import { PlainProblem } from './plain-problem.mjs';
import { runCaptured } from './run-captured.mjs';
import { makeScratchTree } from './scratch-tree.mjs';
import { offerTestDatabase } from './vitest-global-setup.ts';

const timeoutMs = 180_000;
const LONGEST_WHY = 120;

/**
 * Takes each named control out of a copy of the tree, one at a time, and runs the one test that must
 * then fail: a test that stays green proves nothing. `--only TEXT` runs those whose row is TEXT or whose name holds it.
 */
export async function run(args) {
  const wanted = chosen(args);
  const missing = unanswered(CONTROLS);
  if (missing.length > 0) {
    throw new PlainProblem(`No control answers ${missing.join(', ')}.`);
  }
  // One server for all runs: starting it takes longer than most of the tests.
  const database = await offerTestDatabase();
  process.env['KEYWARD_TEST_DATABASE_URL'] = await database.url();
  const begun = performance.now();
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
    if (before.output !== null) {
      throw new PlainProblem(`The tests did not run:\n${before.output}`);
    }
    for (const control of wanted) {
      const started = performance.now();
      const outcome = await judge(tree, control, before);
      const seconds = ((performance.now() - started) / 1000).toFixed(1);
      results.push({ ...outcome, row: control.row });
      print([
        mark(outcome),
        control.row.padEnd(3),
        control.name,
        `${seconds} s`,
        outcome.why,
      ]);
    }
  } finally {
    process.removeListener('SIGINT', stop);
    process.removeListener('SIGTERM', stop);
    remove();
    await database.end();
  }
  printRows(results);
  const red = results.filter(({ isRed }) => isRed).length;
  console.log(
    `\n${red} of ${results.length} controls: taken out, their test fails. ${minutesSince(begun)} minutes.`,
  );
  return red === results.length ? 0 : 1;
}

function chosen(args) {
  if (args.length === 0) return CONTROLS;
  const [flag, text] = args;
  const found = CONTROLS.filter(
    ({ row, name }) => row === text || name.includes(text ?? ''),
  );
  if (flag !== '--only' || text === undefined || found.length === 0) {
    throw new PlainProblem(
      `Usage: npm run test:controls -- --only TEXT, where TEXT is in one of:\n${CONTROLS.map(({ row, name }) => `  ${row} ${name}`).join('\n')}`,
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
    const { failed, passed, messages } = await runTests(tree, [control]);
    const found = failed.find((name) => name.includes(control.test.name));
    if (found !== undefined) {
      return verdict(
        true,
        `${control.test.file}: ${control.test.name}: ${messages.get(found) ?? ''}`,
      );
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

/** Runs the tests of these controls, and nothing else, and returns the full names that passed and failed, or its output when it came to no end. */
async function runTests(tree, wanted) {
  const files = [...new Set(wanted.map(({ test }) => test.file))];
  const names = [...new Set(wanted.map(({ test }) => escapeName(test.name)))];
  const report = join(tree, 'controls.json');
  writeFileSync(report, '');
  const { output } = await runCaptured(
    join(tree, 'node_modules', '.bin', 'vitest'),
    [
      'run',
      ...projectsOf(files).map((project) => `--project=${project}`),
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
    const nothing = { passed: [], failed: [], messages: new Map() };
    return { ...nothing, output: output.slice(-2000) };
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
      failureMessages?.[0]?.split('\n')[0].slice(0, LONGEST_WHY),
    ]),
  );
  return {
    passed: named('passed'),
    failed: named('failed'),
    messages,
    output: null,
  };
}

function projectsOf(files) {
  return [...new Set(files.flatMap(projectsWith))];
}

/** Which of two a file of the browser's belongs to, vitest.config.ts decides. */
function projectsWith(file) {
  if (/^(apps\/web|packages\/ui)\//.test(file)) return ['web', 'web-alone'];
  return [file.includes('/test/') ? 'component' : 'unit'];
}

/** How many controls of each threat were taken out, and how many of them failed their test. */
function printRows(results) {
  console.log('');
  for (const [row, what] of Object.entries({
    ...THREATS,
    ...FAULT_ROWS,
  })) {
    const own = results.filter((result) => result.row === row);
    if (own.length === 0) continue;
    const red = own.filter(({ isRed }) => isRed).length;
    print([row.padEnd(3), `${red} of ${own.length} red`, what]);
  }
}

function minutesSince(start) {
  return ((performance.now() - start) / 60_000).toFixed(1);
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
