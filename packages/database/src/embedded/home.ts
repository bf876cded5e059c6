import { createHash } from 'node:crypto';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  readFileSync,
  realpathSync,
  rmSync,
} from 'node:fs';
import { join } from 'node:path';
import { writeFileDurably } from './write-file-durably.ts';
import { EmbeddedPostgresError } from './embedded-postgres-error.ts';
import { canEnter, type RunAs } from './run-as.ts';

const relocationRoot = '/var/lib/keyward';

/**
 * Where the server keeps its files. `private` is always inside Keyward's data directory and holds
 * the credentials; `home` holds the cluster, its lock and its log and may be elsewhere.
 */
export type Home = {
  dataDir: string;
  private: string;
  home: string;
  relocated: boolean;
};

/**
 * Chooses the home: `<dataDir>/postgres`, or, where the user PostgreSQL runs as cannot enter that
 * (a data directory below `/root` or a 0700 folder), `/var/lib/keyward/<12 hex of its path>`,
 * which the file `<dataDir>/location` then names. Folders that exist keep their modes.
 *
 * @throws EmbeddedPostgresError `not_accessible`
 */
export async function chooseHome(
  givenDataDir: string,
  runAs: RunAs,
): Promise<Home> {
  // Only folders made here are opened for traversal (never for listing), and only for root.
  const mode = runAs === null ? 0o700 : 0o711;
  makeFolder(givenDataDir, mode);
  const dataDir = realpathSync(givenDataDir);
  const inside = join(dataDir, 'postgres');
  makeFolder(inside, mode);

  const written = writtenLocation(dataDir);
  if (written !== undefined) {
    makeFolder(written, mode);
    return { dataDir, private: inside, home: written, relocated: true };
  }
  if (existsSync(join(inside, 'cluster')) || (await canEnter(inside, runAs))) {
    return { dataDir, private: inside, home: inside, relocated: false };
  }
  const outside = relocatedHome(dataDir);
  if (!(await canEnter(outside, runAs))) {
    throw new EmbeddedPostgresError(
      'not_accessible',
      `The user PostgreSQL runs as cannot enter ${outside}.`,
    );
  }
  return { dataDir, private: inside, home: outside, relocated: true };
}

/** Writes the `location` file; done before the cluster is made so that no cluster is ever lost. */
export function recordLocation(home: Home): void {
  const file = join(home.dataDir, 'location');
  if (home.relocated && !existsSync(file)) {
    writeFileDurably(file, `${home.home}\n`, 0o644);
  }
}

/** The folder outside the data directory, made when it is first needed. */
export function relocatedHome(dataDir: string): string {
  const folder = relocatedFolder(dataDir);
  makeFolder(relocationRoot, 0o711);
  makeFolder(folder, 0o711);
  return folder;
}

/** The folder outside that belongs to a data directory, whether or not it exists. */
export function relocatedFolder(dataDir: string): string {
  return join(
    relocationRoot,
    createHash('sha256').update(dataDir).digest('hex').slice(0, 12),
  );
}

/** What the data directory's `location` file says, checked to be one of our folders. */
export function writtenLocation(dataDir: string): string | undefined {
  const file = join(dataDir, 'location');
  if (!existsSync(file)) return undefined;
  const location = readFileSync(file, 'utf8').trim();
  if (/^\/var\/lib\/keyward\/[0-9a-f]{12}$/.test(location)) return location;
  throw new EmbeddedPostgresError(
    'not_accessible',
    `${file} does not name a folder below ${relocationRoot}; remove or correct it.`,
  );
}

/** Removes everything of a home; the caller has made sure that no server runs on it. */
export function removeHome(dataDir: string): void {
  const written = writtenLocation(dataDir);
  for (const folder of [
    join(dataDir, 'postgres'),
    relocatedFolder(dataDir),
    written,
  ]) {
    if (folder !== undefined) {
      rmSync(folder, {
        recursive: true,
        force: true,
        maxRetries: 5,
        retryDelay: 100,
      });
    }
  }
  rmSync(join(dataDir, 'location'), { force: true });
}

function makeFolder(folder: string, mode: number): void {
  try {
    const first = mkdirSync(folder, { recursive: true, mode });
    // The umask may have narrowed what was just made; nothing that was there before is touched.
    if (first !== undefined) chmodSync(folder, mode);
  } catch (error) {
    throw new EmbeddedPostgresError(
      'not_accessible',
      `The folder ${folder} cannot be made or entered by this user.`,
      { cause: error },
    );
  }
}
