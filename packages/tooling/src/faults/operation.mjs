/**
 * Database, disk, files, backups and those who run the console.
 *
 * @type {import('./fault.mjs').Fault[]}
 */
export const OPERATION_FAULTS = [];
