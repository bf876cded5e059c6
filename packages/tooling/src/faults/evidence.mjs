import { fault } from './fault.mjs';

/**
 * Large lists and the audit log beyond this host.
 *
 * @type {import('./fault.mjs').Fault[]}
 */
export const EVIDENCE_FAULTS = [
  fault('F37', 'a receiver of the audit log is away', {
    files: ['apps/bff/test/audit-sinks/sinks.test.ts'],
    figures: [
      'F37 rows that a receiver got that was away',
      'F37 rows that came twice',
      'F37 slowest hundred rows meanwhile, ms',
    ],
  }),
];
