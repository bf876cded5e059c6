import { fileURLToPath } from 'node:url';

/** Absolute path of the clone. */
export const repositoryRoot = fileURLToPath(
  new URL('../../..', import.meta.url),
).replace(/[\\/]$/, '');
