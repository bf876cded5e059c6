import { spawn } from 'node:child_process';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { expect, onTestFinished, test } from 'vitest';

import { createTestDatabase, NEWEST_SCHEMA } from '../../src/test-database.ts';
import { tellFigure } from '../figures.ts';

const WRITER = new URL('./writing-process.ts', import.meta.url).pathname;

test.runIf(process.platform === 'linux')(
  'a backup that does not fit is no backup: it is said in one line, and nothing is left of it',
  async () => {
    const folder = await mkdtemp(join(tmpdir(), 'keyward-full-'));
    const stored = await createTestDatabase(NEWEST_SCHEMA);
    onTestFinished(async () => {
      await stored.drop();
      await rm(folder, { recursive: true, force: true });
    });
    // No file beyond 1 kB: the write itself fails, as on a disk that is full.
    const child = spawn(
      'bash',
      [
        '-c',
        `trap '' XFSZ; ulimit -f 1; exec "$1" "$2" "$3" "$4"`,
        'bash',
        process.execPath,
        WRITER,
        stored.url,
        join(folder, 'keyward.backup'),
      ],
      { stdio: ['ignore', 'pipe', 'inherit'] },
    );
    const said = await text(child.stdout);
    expect(said).toMatch(
      /^No backup was made: .*: files may not become that large here\.$/,
    );
    expect(await readdir(folder)).toEqual([]);
    tellFigure('F20 backups on a full disk refused', 1, { least: 1, of: 1 });
  },
);
