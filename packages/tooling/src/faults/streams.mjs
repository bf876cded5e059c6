/**
 * Readers of the event stream, and what a long run costs.
 *
 * @type {import('./fault.mjs').Fault[]}
 */
export const STREAM_FAULTS = [];
