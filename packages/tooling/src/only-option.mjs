import { parseArgs } from 'node:util';
import { PlainProblem } from './plain-problem.mjs';

/**
 * The value of `--only`; undefined without it.
 *
 * @param {string[]} args
 * @returns {string | undefined}
 * @throws {PlainProblem} when something else is asked for
 */
export function readOnly(args) {
  try {
    return parseArgs({ args, options: { only: { type: 'string' } } }).values
      .only;
  } catch {
    throw new PlainProblem('The only option is --only, with what to run.');
  }
}
