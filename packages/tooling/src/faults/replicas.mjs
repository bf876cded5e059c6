/**
 * Several replicas, repeated and racing requests, clocks.
 *
 * @type {import('./fault.mjs').Fault[]}
 */
export const REPLICA_FAULTS = [];
