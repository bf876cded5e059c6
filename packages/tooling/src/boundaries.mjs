import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { repositoryRoot } from './repository-root.mjs';
import { runCaptured } from './run-captured.mjs';

/**
 * Checks the import rules of `.dependency-cruiser.cjs` in a tree, and that the checker read every
 * source file there: a checker that reads nothing finds nothing wrong.
 *
 * @param {string} root
 * @returns {Promise<string[]>} lines that say what is wrong; empty when nothing is
 */
export async function checkBoundaries(root) {
  const config = join(repositoryRoot, '.dependency-cruiser.cjs');
  const roots = ['apps', 'packages'].filter((folder) =>
    existsSync(join(root, folder)),
  );
  const { output, stdout } = await runCaptured(
    'depcruise',
    ['--config', config, '--output-type', 'json', ...roots],
    { cwd: root },
  );
  const report = parseReport(stdout);
  if (report === undefined)
    return [`dependency-cruiser failed: ${output.trim()}`];
  const { modules, summary } = report;
  return [...describeViolations(summary), ...describeUnread(root, modules)];
}

function parseReport(text) {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function describeViolations({ violations, ruleSetUsed }) {
  const explained = new Set();
  return violations.map(({ rule, from, to, cycle }) => {
    const path = cycle ? cycle.map((step) => step.name).join(' -> ') : to;
    const edge = from === path ? from : `${from} -> ${path}`;
    if (explained.has(rule.name)) return `${rule.name}: ${edge}`;
    explained.add(rule.name);
    const { comment } = ruleSetUsed.forbidden.find(
      ({ name }) => name === rule.name,
    );
    return `${rule.name}: ${comment}\n${rule.name}: ${edge}`;
  });
}

function describeUnread(root, modules) {
  const read = new Set(modules.map((module) => module.source));
  const unread = sourceFiles(root).filter((file) => !read.has(file));
  if (unread.length === 0) return [];
  return [
    `modules-unread: ${unread.length} source files were not read, the first is ${unread[0]}`,
  ];
}

function sourceFiles(root) {
  return ['apps', 'packages']
    .filter((folder) => existsSync(join(root, folder)))
    .flatMap((folder) =>
      readdirSync(join(root, folder)).map((name) => `${folder}/${name}/src`),
    )
    .filter((path) =>
      statSync(join(root, path), { throwIfNoEntry: false })?.isDirectory(),
    )
    .flatMap((path) =>
      readdirSync(join(root, path), { recursive: true }).map(
        (file) => `${path}/${file}`,
      ),
    )
    .filter((file) => /\.tsx?$/.test(file));
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const problems = await checkBoundaries(repositoryRoot);
  for (const problem of problems) console.error(problem);
  console.log(
    problems.length === 0
      ? 'Every import keeps the rules.'
      : `${problems.length} problems`,
  );
  process.exitCode = problems.length === 0 ? 0 : 1;
}
