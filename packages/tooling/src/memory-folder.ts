import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  statfsSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { isAlive } from './is-alive.ts';

const prefix = 'keyward-tests-';

/** Far above what a run has there at any time. */
const roomBytes = 4 * 1024 ** 3;

/**
 * A folder of this process in memory, open to every user as the usual one for temporary files is, or
 * undefined where there is no room for it or no program may run from it, as in most containers. What
 * runs that were killed left there goes first: `leave` ends what still works on such a folder.
 */
export async function makeMemoryFolder(
  leave: (folder: string) => Promise<void>,
  parent = '/dev/shm',
): Promise<string | undefined> {
  let folder: string | undefined;
  try {
    for (const left of leftovers(parent)) {
      await leave(left).catch(() => undefined);
      rmSync(left, { recursive: true, force: true });
    }
    if (!hasRoom(parent)) return undefined;
    folder = mkdtempSync(join(parent, `${prefix}${process.pid}-`));
    chmodSync(folder, 0o1777);
    if (runsPrograms(folder)) return folder;
  } catch {
    // Nothing there is ours, or there is no such place: the usual folder does.
  }
  if (folder !== undefined) rmSync(folder, { recursive: true, force: true });
  return undefined;
}

function leftovers(parent: string): string[] {
  return readdirSync(parent)
    .filter((name) => {
      if (!name.startsWith(prefix)) return false;
      const owner = Number(name.slice(prefix.length).split('-')[0]);
      return !(Number.isInteger(owner) && isAlive(owner));
    })
    .map((name) => join(parent, name));
}

function hasRoom(folder: string): boolean {
  const { bavail, bsize } = statfsSync(folder);
  return Math.min(bavail * bsize, process.availableMemory()) >= roomBytes;
}

function runsPrograms(folder: string): boolean {
  const program = join(folder, 'program');
  writeFileSync(program, '#!/bin/sh\nexit 0\n', { mode: 0o700 });
  const { status } = spawnSync(program);
  rmSync(program);
  return status === 0;
}
