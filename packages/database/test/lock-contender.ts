// Says that it is there, waits to be told, tries the lock once and reports; lives until killed.
import { acquireDirectoryLock } from '../src/directory-lock.ts';

process.on('message', () => {
  process.send?.(acquireDirectoryLock(process.argv[2] ?? '', 'one').acquired);
});
process.send?.('here');
