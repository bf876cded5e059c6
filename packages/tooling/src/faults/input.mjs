import { fault } from './fault.mjs';

/** Input that is made to hurt; `npm run test:hostile` has the rest of what hostile clients and targets do. */
export const INPUT_FAULTS = [
  fault('F29', 'input made to hurt', {
    files: [
      'apps/bff/test/hostile/hostile-client.test.ts',
      'apps/bff/test/hostile/raw-bytes.test.ts',
    ],
    figures: [],
  }),
  fault('F30', 'input that blocks everybody', {
    files: ['apps/bff/test/hostile/event-loop.test.ts'],
    figures: [],
  }),
];
