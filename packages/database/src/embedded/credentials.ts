import { randomBytes } from 'node:crypto';
import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { EmbeddedPostgresError } from './embedded-postgres-error.ts';
import { errorCodeOf } from './error-code-of.ts';
import { writeFileDurably } from './write-file-durably.ts';

/** Passwords of the superuser (the supervisor's own) and of the role that the product uses. */
export type Credentials = { superuser: string; application: string };

const fileName = 'credentials.json';

/** Reads the passwords, or undefined when the file does not exist. */
export function readCredentials(folder: string): Credentials | undefined {
  const path = join(folder, fileName);
  try {
    const parsed: unknown = JSON.parse(readFileSync(path, 'utf8'));
    if (isCredentials(parsed) && (statSync(path).mode & 0o077) === 0) {
      return parsed;
    }
  } catch (error) {
    if (errorCodeOf(error) === 'ENOENT') return undefined;
    throw new EmbeddedPostgresError(
      'credentials_missing',
      `${path} cannot be read.`,
      { cause: error },
    );
  }
  throw new EmbeddedPostgresError(
    'credentials_missing',
    `${path} is not readable by its owner alone, or is not what was written there.`,
  );
}

/** Makes random passwords and keeps them, readable by the owner only, before any cluster uses them. */
export function createCredentials(folder: string): Credentials {
  const credentials = {
    superuser: randomPassword(),
    application: randomPassword(),
  };
  writeFileDurably(
    join(folder, fileName),
    `${JSON.stringify(credentials)}\n`,
    0o600,
  );
  return credentials;
}

function randomPassword(): string {
  return randomBytes(32).toString('hex');
}

function isCredentials(value: unknown): value is Credentials {
  return (
    typeof value === 'object' &&
    value !== null &&
    'superuser' in value &&
    typeof value.superuser === 'string' &&
    'application' in value &&
    typeof value.application === 'string'
  );
}
