/**
 * What targets do to a task: silence, refusals, garbage, forgetting.
 *
 * @type {import('./fault.mjs').Fault[]}
 */
export const TARGET_FAULTS = [];
