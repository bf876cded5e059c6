import { PlainProblem } from './plain-problem.mjs';

/** The Node 24 side of `bin/keyward.mjs`: runs one command and leaves with its exit code. */
const [command, ...args] = process.argv.slice(2);
try {
  const { run } = await import(`./${command}.mjs`);
  process.exitCode = await run(args);
} catch (error) {
  console.error(
    error instanceof PlainProblem ? `keyward: ${error.message}` : error,
  );
  process.exitCode = 1;
}
