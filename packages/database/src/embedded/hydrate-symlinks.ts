import { readFileSync, symlinkSync } from 'node:fs';
import { basename, dirname, join, relative } from 'node:path';
import { errorCodeOf } from './error-code-of.ts';

type SymlinkEntry = { source: string; target: string };

/**
 * Makes the library links that the platform package leaves to its install script (`npm` runs none
 * here). The package lists them in `native/pg-symlinks.json`; links that exist stay as they are.
 *
 * @param packageFolder the platform package, or a copy of it, with `native/` inside
 */
export function hydrateSymlinks(packageFolder: string): void {
  for (const { source, target } of readEntries(
    join(packageFolder, 'native', 'pg-symlinks.json'),
  )) {
    const link = join(packageFolder, target);
    try {
      symlinkSync(
        join(relative(dirname(target), dirname(source)), basename(source)),
        link,
      );
    } catch (error) {
      if (errorCodeOf(error) !== 'EEXIST') throw error;
    }
  }
}

function readEntries(path: string): SymlinkEntry[] {
  const parsed: unknown = JSON.parse(readFileSync(path, 'utf8'));
  return Array.isArray(parsed) ? parsed.filter(isSymlinkEntry) : [];
}

function isSymlinkEntry(value: unknown): value is SymlinkEntry {
  if (
    typeof value !== 'object' ||
    value === null ||
    !('source' in value) ||
    !('target' in value)
  ) {
    return false;
  }
  const { source, target } = value;
  // The list is data of a dependency: nothing outside its own native folder is ever linked.
  return [source, target].every(
    (path) =>
      typeof path === 'string' &&
      path.startsWith('native/') &&
      !path.split('/').includes('..'),
  );
}
