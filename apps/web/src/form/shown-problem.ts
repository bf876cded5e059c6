import type { Problem } from '@keyward/contract';

/** A refusal as forms show it: the contract's problem, or one that the browser made because no answer came. */
export type ShownProblem = Omit<Problem, 'code'> & { code: string };
