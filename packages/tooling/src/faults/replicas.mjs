import { fault } from './fault.mjs';

const twoReplicas = 'apps/bff/test/replicas/two-replicas.test.ts';

/**
 * Several replicas, repeated and racing requests, clocks.
 *
 * @type {import('./fault.mjs').Fault[]}
 */
export const REPLICA_FAULTS = [
  fault('F24', 'a reader at another replica than the writer', {
    files: [twoReplicas],
    only: 'is seen in a stream at the other',
    figures: ['F24 event of one replica at the other, p95 ms'],
  }),
  fault('F15', 'one submit, fifty times at once over two replicas', {
    files: [twoReplicas],
    only: 'fifty times with one key',
    figures: ['F15 submits of one key over two replicas'],
  }),
  fault('F15', 'a key missing, reused, in flight, after a lost answer', {
    files: ['apps/bff/test/idempotency.test.ts'],
    figures: ['F15 same request at once, rounds'],
  }),
  fault('F16', 'approve, reject and withdraw at once over two replicas', {
    files: [twoReplicas],
    only: 'have one winner',
    figures: ['F16 races over two replicas'],
  }),
  fault('F17', 'tasks for two replicas, and a killed holder', {
    files: [twoReplicas],
    only: 'claimed once|is replaced by the other',
    figures: [
      'F17 tasks over two replicas, each claimed once',
      'F17 takeover of a killed holder’s task, ms',
    ],
  }),
  fault('F19', 'wrong clocks during sessions, proofs, windows and tasks', {
    files: [twoReplicas],
    only: 'a replica whose clock is wrong',
    figures: ['F19 wrong clocks that changed nothing'],
  }),
  fault('F38', 'a rolling upgrade of two replicas under load', {
    files: ['apps/bff/test/replicas/rolling-restart.test.ts'],
    figures: ['F38 rolling upgrades with running tasks'],
  }),
];
