import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { PlainProblem } from './plain-problem.mjs';

const floor = 24;

/** Path of a Node 24: the running one when it is new enough, else the one that npm installed. */
export function findRuntime(root) {
  if (majorOf(process.version) >= floor) return process.execPath;
  const bundled = join(
    root,
    'node_modules',
    '.bin',
    process.platform === 'win32' ? 'node.cmd' : 'node',
  );
  if (existsSync(bundled) && majorOf(versionOf(bundled)) >= floor) {
    return bundled;
  }
  throw new PlainProblem(
    `Keyward needs Node ${floor}; this is ${process.version} and there is no bundled Node for ${process.platform} ${process.arch}. Install Node ${floor} and try again.`,
  );
}

function versionOf(node) {
  try {
    return execFileSync(node, ['--version'], { encoding: 'utf8' });
  } catch {
    return '';
  }
}

function majorOf(version) {
  return Number(/^v(\d+)/.exec(version)?.[1] ?? 0);
}
