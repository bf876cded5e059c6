import { SchemaError } from '@keyward/database';
import { BackupError } from '@keyward/database/backup';
import { EmbeddedPostgresError } from '@keyward/database/embedded';
import { KeyFileError } from '@keyward/secrets';

import { ConfigError } from '../config.ts';
import { describeError } from '../http/send-problem.ts';

const PLAIN = [
  ConfigError,
  EmbeddedPostgresError,
  SchemaError,
  BackupError,
  KeyFileError,
];

/** One line for whoever ran a command; `otherwise` says what an error that nobody foresaw has left. */
export function plainReason(error: unknown, otherwise: string): string {
  if (PLAIN.some((kind) => error instanceof kind) && error instanceof Error) {
    return error.message;
  }
  return `${otherwise}: ${JSON.stringify(describeError(error))}`;
}
