/**
 * Large lists and the audit log beyond this host.
 *
 * @type {import('./fault.mjs').Fault[]}
 */
export const EVIDENCE_FAULTS = [];
