import { execFile, execFileSync } from 'node:child_process';
import { EmbeddedPostgresError } from './embedded-postgres-error.ts';
import { errorCodeOf } from './error-code-of.ts';

/** The system identity PostgreSQL runs as; null means the identity of this process. */
export type RunAs = { uid: number; gid: number } | null;

const nobody = 65_534;

/**
 * PostgreSQL refuses to run as root. For root this is an existing `postgres` user, else the id
 * 65534 that every Linux reserves; no user is ever created. For anybody else it is null.
 */
export function chooseRunAs(): RunAs {
  if (process.getuid?.() !== 0) return null;
  const user = existingPostgresUser() ?? { uid: nobody, gid: nobody };
  if (canBecome(user)) return user;
  throw new EmbeddedPostgresError(
    'no_unprivileged_user',
    `PostgreSQL will not run as root and this process may not become uid ${user.uid}; start as an ordinary user or set DATABASE_URL.`,
  );
}

/** Whether that identity can enter a directory, tried for real so that ACLs count too. */
export function canEnter(directory: string, runAs: RunAs): Promise<boolean> {
  return succeeds('/bin/sh', ['-c', 'cd -- "$1"', 'sh', directory], runAs);
}

/** Whether that identity can run a program to the end. */
export function succeeds(
  command: string,
  args: readonly string[],
  runAs: RunAs,
): Promise<boolean> {
  return new Promise((resolve) => {
    execFile(command, args, { ...runAs, cwd: '/', timeout: 20_000 }, (error) =>
      resolve(error === null),
    );
  });
}

function existingPostgresUser(): RunAs {
  try {
    const uid = Number(
      execFileSync('id', ['-u', 'postgres'], {
        encoding: 'utf8',
        stdio: ['ignore', 'pipe', 'ignore'],
      }),
    );
    const gid = Number(
      execFileSync('id', ['-g', 'postgres'], {
        encoding: 'utf8',
        stdio: ['ignore', 'pipe', 'ignore'],
      }),
    );
    return uid > 0 && gid > 0 ? { uid, gid } : null;
  } catch {
    return null;
  }
}

function canBecome(user: { uid: number; gid: number }): boolean {
  try {
    execFileSync('/bin/sh', ['-c', ':'], {
      ...user,
      cwd: '/',
      stdio: 'ignore',
    });
    return true;
  } catch (error) {
    if (errorCodeOf(error) === 'ENOENT') throw error;
    return false;
  }
}
