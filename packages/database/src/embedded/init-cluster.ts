import { execFile } from 'node:child_process';
import {
  chmodSync,
  chownSync,
  mkdtempSync,
  readdirSync,
  renameSync,
  rmSync,
  statfsSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import type { Binaries } from './binaries.ts';
import { EmbeddedPostgresError } from './embedded-postgres-error.ts';
import type { RunAs } from './run-as.ts';
import { syncFolder } from './write-file-durably.ts';

const draftPrefix = 'init-';
const neededBytes = 250 * 1024 * 1024;

/** The superuser that only the supervisor uses. */
export const superuserName = 'supervisor';

/**
 * Makes a cluster in `<home>/cluster`. `initdb` works in a folder of its own that is renamed once
 * it is whole: a kill at any moment leaves either no cluster or a good one.
 */
export async function initCluster(
  home: string,
  binaries: Binaries,
  runAs: RunAs,
  password: string,
): Promise<void> {
  refuseFullDisk(home);
  const draft = mkdtempSync(join(home, draftPrefix));
  try {
    const passwordFile = join(draft, 'password');
    writeFileSync(passwordFile, password, { mode: 0o600 });
    if (runAs !== null) {
      chownSync(passwordFile, runAs.uid, runAs.gid);
      chownSync(draft, runAs.uid, runAs.gid);
    }
    await runInitdb(binaries, runAs, join(draft, 'cluster'), passwordFile);
    rmSync(passwordFile);
    renameSync(join(draft, 'cluster'), join(home, 'cluster'));
    syncFolder(home);
  } finally {
    removeDrafts(home);
  }
}

/** Refuses to begin what would fail half-way for want of space. */
export function refuseFullDisk(
  folder: string,
  bytes: number = neededBytes,
): void {
  const { bavail, bsize } = statfsSync(folder);
  if (bavail * bsize >= bytes) return;
  const megabytes = (size: number): number => Math.floor(size / 1024 / 1024);
  throw new EmbeddedPostgresError(
    'disk_full',
    `Too little disk space at ${folder}: ${megabytes(bavail * bsize)} MB free, PostgreSQL needs ${megabytes(bytes)} MB.`,
  );
}

function runInitdb(
  binaries: Binaries,
  runAs: RunAs,
  folder: string,
  passwordFile: string,
): Promise<void> {
  const args = [
    `--pgdata=${folder}`,
    `--username=${superuserName}`,
    `--pwfile=${passwordFile}`,
    '--auth=scram-sha-256',
    '--encoding=UTF8',
    '--data-checksums',
    ...(binaries.major >= 17
      ? ['--locale=C', '--locale-provider=builtin', '--builtin-locale=C.UTF-8']
      : ['--locale=C.UTF-8']),
  ];
  return new Promise((resolve, reject) => {
    execFile(
      join(binaries.folder, 'initdb'),
      args,
      { ...runAs, cwd: '/', timeout: 120_000 },
      (error, _out, stderr) => {
        if (error === null) resolve();
        else reject(initFailure(stderr, error));
      },
    );
  });
}

function initFailure(stderr: string, cause: Error): EmbeddedPostgresError {
  if (/No space left on device/i.test(stderr)) {
    return new EmbeddedPostgresError(
      'disk_full',
      'The disk became full while PostgreSQL was being set up.',
      { cause },
    );
  }
  const reason =
    stderr.split('\n').find((line) => /error|fatal|could not/i.test(line)) ??
    cause.message.split('\n')[0] ??
    '';
  return new EmbeddedPostgresError(
    'start_failed',
    `PostgreSQL could not be set up: ${reason.trim()}`,
    { cause },
  );
}

/**
 * Removes what a start that was killed left of its `initdb`, which may still be writing; what it
 * holds on to goes next time.
 */
export function removeDrafts(home: string): void {
  for (const name of readdirSync(home).filter((entry) =>
    entry.startsWith(draftPrefix),
  )) {
    try {
      chmodSync(join(home, name), 0o700);
      rmSync(join(home, name), { recursive: true, force: true });
    } catch {
      continue;
    }
  }
}
