import type { KnownProblem } from '@keyward/contract/known-problems';
import { say } from '@keyward/messages';

import type { CsvColumn } from '../../list/csv.ts';
import { PROBLEM_SYSTEMS } from './problem-words.ts';

/** What the list of known problems exports. */
export const PROBLEM_COLUMNS: readonly CsvColumn<KnownProblem>[] = [
  { title: say('known-problems.code'), value: ({ code }) => code },
  { title: say('known-problems.column-name'), value: ({ name }) => name },
  {
    title: say('known-problems.reported-by'),
    value: ({ system }) => PROBLEM_SYSTEMS[system],
  },
  {
    title: say('known-problems.column-what-it-says'),
    value: ({ sentence }) => sentence,
  },
  { title: say('known-problems.column-why'), value: ({ cause }) => cause },
  {
    title: say('known-problems.column-what-to-check'),
    value: ({ check }) => check,
  },
  { title: say('known-problems.what-to-do'), value: ({ fix }) => fix },
];
