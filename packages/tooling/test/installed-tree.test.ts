import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { isMatchingTree } from '../src/installed-tree.mjs';

const wanted = {
  '': { name: 'tree' },
  'packages/one': { version: '1.0.0' },
  'node_modules/one': { resolved: 'packages/one', link: true },
  'node_modules/zod': { version: '4.0.0' },
  'node_modules/for-another-platform': { version: '1.0.0', optional: true },
};

function treeWith(present: object | undefined): string {
  const root = mkdtempSync(join(tmpdir(), 'keyward-tree-'));
  onTestFinished(() => rmSync(root, { recursive: true, force: true }));
  mkdirSync(join(root, 'node_modules'));
  write(join(root, 'package-lock.json'), wanted);
  if (present) write(join(root, 'node_modules/.package-lock.json'), present);
  return root;
}

function write(path: string, packages: object): void {
  writeFileSync(path, JSON.stringify({ packages }));
}

const whole = {
  'node_modules/one': { link: true },
  'node_modules/zod': { version: '4.0.0' },
};

test('a tree that npm finished counts, packages of other platforms aside', () => {
  expect(isMatchingTree(treeWith(whole))).toBe(true);
});

test('a tree that was cut short has no record of its own and does not count', () => {
  expect(isMatchingTree(treeWith(undefined))).toBe(false);
});

test('a tree with another version or without a link does not count', () => {
  const old = { ...whole, 'node_modules/zod': { version: '3.9.0' } };
  expect(isMatchingTree(treeWith(old))).toBe(false);
  expect(
    isMatchingTree(treeWith({ 'node_modules/zod': { version: '4.0.0' } })),
  ).toBe(false);
});
