import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import * as fs from 'node:fs';
import { join } from 'node:path';
import { holdInstallation } from './installation-lock.mjs';
import { isMatchingTree } from './installed-tree.mjs';
import { PlainProblem } from './plain-problem.mjs';

const neededBytes = 1_500 * 1024 * 1024;

/**
 * Installs the locked dependencies unless they are there already. The marker with the lock file's
 * hash is written last, into `node_modules` itself, so an install that was cut short is done again.
 */
export async function ensureInstalled(root) {
  if (isInstalled(root)) return;
  const release = await holdInstallation(root);
  try {
    if (isInstalled(root)) return;
    refuseFullDisk(root);
    console.log('Installing dependencies (npm ci) …');
    const startedAt = Date.now();
    await npmCi(root);
    fs.writeFileSync(markerPath(root), lockHash(root));
    console.log(
      `Installed in ${Math.round((Date.now() - startedAt) / 1000)} s.`,
    );
  } finally {
    release();
  }
}

function isInstalled(root) {
  const hash = lockHash(root);
  try {
    if (fs.readFileSync(markerPath(root), 'utf8') === hash) return true;
  } catch {
    // No marker: npm may still have been run by hand, which its own record of the tree tells.
  }
  if (!isMatchingTree(root)) return false;
  try {
    fs.writeFileSync(markerPath(root), hash);
  } catch {
    // Somebody else's clone: the tree is fine, only the note cannot be left.
  }
  return true;
}

function markerPath(root) {
  return join(root, 'node_modules', '.keyward-installed');
}

function lockHash(root) {
  const lock = fs.readFileSync(join(root, 'package-lock.json'));
  return createHash('sha256').update(lock).digest('hex');
}

function refuseFullDisk(root) {
  if (typeof fs.statfsSync !== 'function') return;
  const { bavail, bsize } = fs.statfsSync(root);
  if (bavail * bsize >= neededBytes) return;
  throw new PlainProblem(
    `Too little disk space at ${root}: ${Math.floor((bavail * bsize) / 1024 / 1024)} MB free, the installation needs ${neededBytes / 1024 / 1024} MB.`,
  );
}

/** Runs npm with the Node it came with: the one in node_modules is about to be replaced. */
function npmCi(root) {
  const { npm_execpath: script, npm_node_execpath: node } = process.env;
  const [command, prefix] =
    script !== undefined && node !== undefined ? [node, [script]] : ['npm', []];
  const args = [
    'ci',
    '--include=dev',
    '--include=optional',
    '--loglevel=error',
    // Two quick repeats: a machine without a network is told so in seconds, not minutes.
    '--fetch-retry-mintimeout=1000',
    '--fetch-retry-maxtimeout=5000',
  ];
  const child = spawn(
    command,
    [...prefix, ...args, '--no-audit', '--no-fund'],
    {
      cwd: root,
      stdio: ['ignore', 'ignore', 'pipe'],
    },
  );
  // npm sits in our process group and gets Ctrl-C by itself; a plain kill has to be passed on.
  const passOn = () => child.kill('SIGTERM');
  process.once('SIGTERM', passOn);
  let complaint = '';
  child.stderr.setEncoding('utf8').on('data', (text) => {
    complaint = (complaint + text).slice(-20_000);
  });
  return new Promise((resolve, reject) => {
    child.once('error', (error) => reject(explain(error.message)));
    child.once('close', (code, signal) => {
      process.removeListener('SIGTERM', passOn);
      if (code === 0) resolve();
      else if (signal !== null || code > 128) reject(interrupted());
      else reject(explain(complaint));
    });
  });
}

function interrupted() {
  return new PlainProblem(
    'The installation was interrupted; the next run does it again.',
  );
}

function explain(complaint) {
  if (/ENOSPC|no space left/i.test(complaint)) {
    return new PlainProblem(
      'The disk became full during the installation; free about 1.5 GB and run the same command again.',
    );
  }
  if (
    /ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENETUNREACH|EHOSTUNREACH|ERR_SOCKET_TIMEOUT|ENOTCACHED/.test(
      complaint,
    )
  ) {
    return new PlainProblem(
      "No network: npm cannot reach its registry. Connect (or set npm's registry or proxy) and run the same command again.",
    );
  }
  const lines = complaint
    .split('\n')
    .map((line) => line.replace(/^npm (error|ERR!)\s*/i, '').trim());
  const reason =
    lines.find((line) => line !== '' && !/^code\b/i.test(line)) ??
    'npm gave no reason';
  return new PlainProblem(`npm ci failed: ${reason}`);
}
