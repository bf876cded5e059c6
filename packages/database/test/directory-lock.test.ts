import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, onTestFinished, test } from 'vitest';
import { acquireDirectoryLock, lockHolder } from '../src/directory-lock.ts';

const contender = fileURLToPath(
  new URL('./lock-contender.ts', import.meta.url),
);

function newDirectory(): string {
  const directory = mkdtempSync(join(tmpdir(), 'keyward-lock-'));
  onTestFinished(() => rmSync(directory, { recursive: true, force: true }));
  return directory;
}

test('a lock is refused while its holder lives and free when it is released', () => {
  const directory = newDirectory();
  const lock = acquireDirectoryLock(directory, 'one');
  expect(acquireDirectoryLock(directory, 'one')).toMatchObject({
    acquired: false,
    holder: { pid: process.pid },
  });
  expect(acquireDirectoryLock(directory, 'other').acquired).toBe(true);
  if (lock.acquired) lock.release();
  expect(lockHolder(directory, 'one')).toBeUndefined();
  expect(acquireDirectoryLock(directory, 'one').acquired).toBe(true);
});

test('of many that want the lock of a dead holder at once, exactly one gets it', async () => {
  const directory = newDirectory();
  writeFileSync(join(directory, 'one.3.lock'), '4194303\nlong ago\n');
  const children = Array.from({ length: 8 }, () =>
    fork(contender, [directory], { execArgv: [] }),
  );
  try {
    await Promise.all(children.map((child) => once(child, 'message')));
    const answers = children.map((child) => once(child, 'message'));
    for (const child of children) child.send('go');
    const acquired = (await Promise.all(answers)).filter(
      ([answer]) => answer === true,
    );
    expect(acquired).toHaveLength(1);
    expect(
      readdirSync(directory).filter((name) => name.endsWith('.lock')),
    ).toHaveLength(1);
  } finally {
    for (const child of children) child.kill('SIGKILL');
  }
});
