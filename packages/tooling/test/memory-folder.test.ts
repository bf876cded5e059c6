import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';

import { makeMemoryFolder } from '../src/memory-folder.ts';

function newParent(): string {
  const parent = mkdtempSync(join(tmpdir(), 'keyward-memory-'));
  onTestFinished(() => rmSync(parent, { recursive: true, force: true }));
  return parent;
}

/** Of a process that has ended. */
function endedPid(): number {
  return spawnSync(process.execPath, ['-e', '']).pid;
}

test('what a killed run left in memory goes, once nothing works on it any more', async () => {
  const parent = newParent();
  const left = join(parent, `keyward-tests-${endedPid()}-abc`);
  const live = join(parent, `keyward-tests-${process.pid}-abc`);
  const other = join(parent, 'another-program');
  for (const folder of [left, live, other]) mkdirSync(folder);
  const asked: string[] = [];
  await makeMemoryFolder(async (folder) => {
    asked.push(folder);
    expect(existsSync(folder)).toBe(true);
    await Promise.resolve();
  }, parent);
  expect(asked).toEqual([left]);
  expect([left, live, other].map((folder) => existsSync(folder))).toEqual([
    false,
    true,
    true,
  ]);
});

test('without such a place the usual folder for temporary files does', async () => {
  const missing = join(newParent(), 'missing');
  expect(
    await makeMemoryFolder(() => Promise.resolve(), missing),
  ).toBeUndefined();
});
