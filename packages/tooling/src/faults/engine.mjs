import { fault } from './fault.mjs';

/**
 * Kills, stops and lost leases, in the task engine and the whole process.
 *
 * @type {import('./fault.mjs').Fault[]}
 */
export const ENGINE_FAULTS = [
  fault('F1', 'killed before and after every durable write and every call', {
    files: ['apps/bff/test/faults/kill-everywhere.test.ts'],
    figures: [
      'F1 points survived',
      'F1 second effects',
      'F1 acknowledged and lost',
      'F1 tasks left open',
      'F1 faults in events and audit',
    ],
  }),
  fault('F1', 'killed while it takes up what a killed one left', {
    files: ['apps/bff/test/faults/kill-recovery.test.ts'],
    figures: ['F1 kills during recovery survived'],
  }),
  fault('F1', 'killed within the engine, whatever the target does', {
    files: ['packages/task-engine/test/effect-once.test.ts'],
    figures: ['F1 kills within the engine'],
  }),
  fault('F2', 'killed at random under load', {
    files: ['apps/bff/test/faults/random-kills.test.ts'],
    figures: [
      'F2 kills',
      'F2 acknowledged and lost',
      'F2 effects that nobody told',
      'F2 faults in events and audit',
    ],
  }),
  fault('F3', 'told to stop while a task runs', {
    files: ['apps/bff/test/faults/stop.test.ts'],
    figures: [
      'F3 stops in order',
      'F3 longest until no connection is taken, ms',
      'F3 longest stop, ms',
    ],
  }),
  fault('F17', 'several workers want one task', {
    files: ['packages/task-engine/test/two-workers.test.ts'],
    figures: ['F17 tasks run once'],
  }),
  fault('F18', 'a worker wakes after its lease', {
    files: [
      'packages/task-engine/test/zombie-fence.test.ts',
      'packages/task-engine/test/superseded-claim.test.ts',
    ],
    figures: ['F18 tasks that a woken worker left alone'],
  }),
  fault('F18', 'a process pauses in the middle of a transaction', {
    files: ['packages/database/test/connect.test.ts'],
    only: 'keeps the others out',
    figures: ['F18 paused transaction in the way, ms'],
  }),
  fault('F19', 'the clock jumps under a lease', {
    files: ['packages/task-engine/test/clock-jump.test.ts'],
    figures: ['F19 jumps that no lease and no delay noticed'],
  }),
  fault('F31', 'an error that nobody caught', {
    files: ['apps/bff/test/crash-policy.test.ts'],
    figures: ['F31 errors met as decided'],
  }),
];
