/**
 * Kills, stops and lost leases, in the task engine and the whole process.
 *
 * @type {import('./fault.mjs').Fault[]}
 */
export const ENGINE_FAULTS = [];
