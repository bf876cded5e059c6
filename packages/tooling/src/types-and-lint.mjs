import { ESLint } from 'eslint';
import { join } from 'node:path';
import ts from 'typescript';
import tseslint from 'typescript-eslint';
import { repositoryRoot } from './repository-root.mjs';

const projects = ['tsconfig.json', 'apps/web/tsconfig.json'];

/**
 * What `tsc` and `eslint` say. The lint rules ask for the types that were checked just before, which takes half the
 * time of checking them twice; one project after the other, since each fills a gigabyte.
 */
async function checkTypesAndLint() {
  const linted = new Set();
  let isGood = true;
  for (const project of projects) {
    isGood = (await checkProject(project, linted)) && isGood;
  }
  // Whatever no project has: scripts, and files that one should have.
  const rest = await lint(['.'], { ignores: [(path) => linted.has(path)] });
  return rest && isGood;
}

/** @param {Set<string>} linted the files of projects before this one; gets those of this one as well */
async function checkProject(project, linted) {
  const program = openProgram(join(repositoryRoot, project));
  const problems = findProblems(program);
  if (problems.length > 0) {
    console.error(ts.formatDiagnostics(problems, formatHost));
  }
  const files = program
    .getSourceFiles()
    .map(({ fileName }) => fileName)
    .filter((name) => /\.tsx?$/.test(name))
    .filter((name) => !name.includes('/node_modules/') && !linted.has(name));
  const isClean = await lint(files, {
    files: ['**/*.{ts,tsx}'],
    languageOptions: { parser: parserOf(program.getProgram()) },
  });
  for (const file of files) linted.add(file);
  return problems.length === 0 && isClean;
}

const formatHost = {
  getCanonicalFileName: (name) => name,
  getCurrentDirectory: () => repositoryRoot,
  getNewLine: () => '\n',
};

function openProgram(project) {
  const config = ts.getParsedCommandLineOfConfigFile(
    project,
    {},
    {
      ...ts.sys,
      onUnRecoverableConfigFileDiagnostic: (problem) => {
        throw new Error(ts.formatDiagnostic(problem, formatHost));
      },
    },
  );
  return ts.createIncrementalProgram({
    rootNames: config.fileNames,
    options: config.options,
    configFileParsingDiagnostics: config.errors,
  });
}

/** Remembers, as `tsc` does, which files need not be checked again. */
function findProblems(program) {
  const problems = [
    ...program.getConfigFileParsingDiagnostics(),
    ...program.getOptionsDiagnostics(),
    ...program.getSyntacticDiagnostics(),
    ...program.getGlobalDiagnostics(),
    ...program.getSemanticDiagnostics(),
  ];
  program.emit();
  return problems;
}

/** Whether ESLint has nothing to say; it is told otherwise. */
async function lint(files, config) {
  const eslint = new ESLint({
    cwd: repositoryRoot,
    warnIgnored: false,
    cache: true,
    cacheLocation: 'node_modules/.cache/eslint/',
    overrideConfig: config,
  });
  const results = await eslint.lintFiles(files);
  const formatter = await eslint.loadFormatter('stylish');
  const report = formatter.format(results);
  if (report !== '') console.error(report);
  return report === '';
}

/** The parser of the configuration, with types that are there already. */
function parserOf(program) {
  const { parser } = tseslint;
  return {
    meta: parser.meta,
    parseForESLint: (code, options) =>
      parser.parseForESLint(code, { ...options, programs: [program] }),
  };
}

process.exitCode = (await checkTypesAndLint()) ? 0 : 1;
