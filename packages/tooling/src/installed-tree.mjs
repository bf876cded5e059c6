import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Whether npm itself finished installing exactly what `package-lock.json` asks for. npm writes
 * `node_modules/.package-lock.json` as its last act, so a tree that was cut short has none.
 */
export function isMatchingTree(root) {
  let wanted, present;
  try {
    wanted = packagesOf(join(root, 'package-lock.json'));
    present = packagesOf(join(root, 'node_modules', '.package-lock.json'));
  } catch {
    return false;
  }
  return Object.entries(wanted).every(([path, entry]) => {
    if (!path.includes('node_modules/')) return true;
    const found = present[path];
    if (found === undefined) {
      return (
        entry.optional === true ||
        entry.devOptional === true ||
        entry.peer === true
      );
    }
    return entry.link === true
      ? found.link === true
      : found.version === entry.version;
  });
}

function packagesOf(path) {
  return JSON.parse(readFileSync(path, 'utf8')).packages ?? {};
}
