import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach } from 'vitest';
import { removeEmbeddedPostgres } from '../../src/embedded/index.ts';

const made: { parent: string; dataDir: string }[] = [];

/**
 * Path for a data directory inside a folder of its own. The folder is open for traversal unless
 * `parentMode` says otherwise; server and files go when the test ends.
 */
export function newDataDirectory(parentMode = 0o711): string {
  const parent = mkdtempSync(join(tmpdir(), 'keyward-embedded-'));
  chmodSync(parent, parentMode);
  const dataDir = join(parent, 'data');
  made.push({ parent, dataDir });
  return dataDir;
}

afterEach(async () => {
  for (const { parent, dataDir } of made.splice(0)) {
    await removeEmbeddedPostgres(dataDir);
    rmSync(parent, { recursive: true, force: true });
  }
});
