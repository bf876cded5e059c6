import { execFile } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { EmbeddedPostgresError } from './embedded-postgres-error.ts';
import { hydrateSymlinks } from './hydrate-symlinks.ts';
import { succeeds, type RunAs } from './run-as.ts';

/** A PostgreSQL whose programs the chosen identity can run. */
export type Binaries = { folder: string; major: number };

/**
 * Finds programs that `runAs` can execute: `pgBin` when given, else the bundled ones in place,
 * else a copy of the bundled ones under the folder that `copyHome` names.
 *
 * @throws EmbeddedPostgresError `binaries_missing` | `not_accessible`
 */
export async function prepareBinaries(options: {
  pgBin: string | undefined;
  runAs: RunAs;
  copyHome: () => string;
  log: (line: string) => void;
}): Promise<Binaries> {
  const { pgBin, runAs, copyHome, log } = options;
  if (pgBin !== undefined) {
    return withVersion(pgBin, runAs, systemProblem(pgBin));
  }

  const packageFolder = bundledPackage();
  try {
    hydrateSymlinks(packageFolder);
    const folder = join(packageFolder, 'native', 'bin');
    if (await succeeds(join(folder, 'postgres'), ['--version'], runAs)) {
      return await withVersion(folder, runAs, '');
    }
  } catch {
    // A clone that belongs to somebody else is read-only for us; the copy below is ours.
  }
  const folder = copyBundled(packageFolder, copyHome(), log);
  return withVersion(
    folder,
    runAs,
    `The bundled PostgreSQL in ${folder} does not run on this machine; set PG_BIN or DATABASE_URL.`,
  );
}

function bundledPackage(): string {
  const name = `@embedded-postgres/${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`;
  try {
    const wrapper = createRequire(
      createRequire(import.meta.url).resolve('embedded-postgres'),
    );
    return dirname(dirname(wrapper.resolve(name)));
  } catch (error) {
    throw new EmbeddedPostgresError(
      'binaries_missing',
      `There is no bundled PostgreSQL for this platform (${name} is not installed); set PG_BIN or DATABASE_URL.`,
      { cause: error },
    );
  }
}

/** Copies into a temporary folder first, so that a copy cut short is never taken for a whole one. */
function copyBundled(
  packageFolder: string,
  home: string,
  log: (line: string) => void,
): string {
  const target = join(home, `bundled-${packageVersion(packageFolder)}`);
  if (!existsSync(target)) {
    log(
      `copying the PostgreSQL programs to ${target}, where its user can run them`,
    );
    const draft = join(home, `bundled-draft-${process.pid}`);
    rmSync(draft, { recursive: true, force: true });
    mkdirSync(draft, { mode: 0o755 });
    cpSync(join(packageFolder, 'native'), join(draft, 'native'), {
      recursive: true,
      verbatimSymlinks: true,
      filter: (source) => !source.endsWith('.a'),
    });
    hydrateSymlinks(draft);
    renameSync(draft, target);
  }
  return join(target, 'native', 'bin');
}

function packageVersion(packageFolder: string): string {
  const manifest: unknown = JSON.parse(
    readFileSync(join(packageFolder, 'package.json'), 'utf8'),
  );
  if (
    typeof manifest === 'object' &&
    manifest !== null &&
    'version' in manifest
  ) {
    return String(manifest.version);
  }
  return 'unknown';
}

function systemProblem(pgBin: string): string {
  return existsSync(join(pgBin, 'postgres'))
    ? `The PostgreSQL in PG_BIN=${pgBin} cannot be run by the user it has to run as.`
    : `PG_BIN=${pgBin} holds no PostgreSQL server; it has to be a folder with postgres and initdb.`;
}

function withVersion(
  folder: string,
  runAs: RunAs,
  problem: string,
): Promise<Binaries> {
  return new Promise((resolve, reject) => {
    execFile(
      join(folder, 'postgres'),
      ['--version'],
      { ...runAs, cwd: '/', timeout: 20_000 },
      (error, stdout) => {
        const major = /PostgreSQL\)? (\d+)/.exec(stdout)?.[1];
        if (error === null && major !== undefined) {
          resolve({ folder, major: Number(major) });
        } else {
          reject(
            new EmbeddedPostgresError('binaries_missing', problem, {
              cause: error,
            }),
          );
        }
      },
    );
  });
}
