import { PlainProblem } from './plain-problem.mjs';
import { prepareLooks, runPlaywright } from './run-looks.mjs';

/** `npm run tour`: does the main job once and takes the pictures of docs/tour.md on the way. */
export async function run(args) {
  if (args.length > 0) throw new PlainProblem('The tour has no options.');
  return runPlaywright(await prepareLooks(), [
    '--config=playwright.pictures.config.ts',
    'main-job.tour.ts',
  ]);
}
