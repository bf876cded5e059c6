import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  symlinkSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { repositoryRoot } from './repository-root.mjs';

/**
 * A copy of the working tree as it is now, ignored files left out, that uses the clone's installed
 * packages but its own workspaces: what is altered in it is what its tests see.
 */
export function makeScratchTree() {
  const tree = mkdtempSync(join(tmpdir(), 'keyward-scratch-'));
  // Under root, PostgreSQL runs as another user and has to get through.
  chmodSync(tree, 0o711);
  for (const file of sourceFiles()) {
    const from = join(repositoryRoot, file);
    if (!existsSync(from)) continue;
    mkdirSync(dirname(join(tree, file)), { recursive: true });
    cpSync(from, join(tree, file));
  }
  linkPackages(
    join(repositoryRoot, 'node_modules'),
    join(tree, 'node_modules'),
  );
  for (const workspace of workspaces()) {
    const own = join(repositoryRoot, workspace, 'node_modules');
    if (existsSync(own))
      linkPackages(own, join(tree, workspace, 'node_modules'));
  }
  mkdirSync(join(tree, 'node_modules', '@keyward'));
  for (const workspace of workspaces()) {
    const name = workspace.split('/')[1];
    symlinkSync(
      join(tree, workspace),
      join(tree, 'node_modules', '@keyward', name),
    );
  }
  return { tree, remove: () => rmSync(tree, { recursive: true, force: true }) };
}

function sourceFiles() {
  const listed = execFileSync(
    'git',
    ['ls-files', '-z', '--cached', '--others', '--exclude-standard'],
    { cwd: repositoryRoot, encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 },
  );
  return listed.split('\0').filter((file) => file !== '');
}

function workspaces() {
  return ['apps', 'packages'].flatMap((folder) =>
    readdirSync(join(repositoryRoot, folder))
      .filter((name) =>
        existsSync(join(repositoryRoot, folder, name, 'package.json')),
      )
      .map((name) => `${folder}/${name}`),
  );
}

/** Everything installed, one link each; our own packages are linked to the copy instead. */
function linkPackages(from, to) {
  mkdirSync(to, { recursive: true });
  for (const name of readdirSync(from)) {
    if (name === '@keyward' || name === '.cache' || name === '.vite') continue;
    symlinkSync(join(from, name), join(to, name));
  }
}
