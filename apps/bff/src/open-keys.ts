import type { Database } from '@keyward/database';
import { findKeys } from '@keyward/secrets';
import type { Logger } from 'pino';

import { findBehind } from './audit-checkpoints/behind-checkpoint.ts';
import { openCheckpointKey } from './audit-checkpoints/checkpoint-key.ts';
import { startCheckpoints } from './audit-checkpoints/checkpoint-writer.ts';
import type { Config } from './config.ts';
import { KeyCustody } from './key-custody/key-custody.ts';
import { keySettings, type KeySettings } from './key-custody/key-settings.ts';
import type { SealedReason } from './key-custody/sealed-words.ts';
import type { Keys } from './keys.ts';

/** @throws KeyFileError where a key file cannot be used: said at once, before a database is started */
export async function findKeyFiles(config: Config): Promise<KeySettings> {
  const files = keySettings(config);
  await findKeys(files.file, files.previousFiles);
  return files;
}

export interface OpenKeys {
  custody: KeyCustody;
  keys: Keys;
  /** Why nothing can be changed now; null while everything can. */
  sealedBecause: () => SealedReason | null;
  stopCheckpoints: () => Promise<void>;
}

export interface OpenKeysParts {
  db: Database;
  log: Logger;
  keyFiles: KeySettings;
  checkpointFile: string;
}

/** Looks whether this database's keys and audit log are those that this host knows, and seals the console if not. */
export async function openKeys({
  db,
  log,
  keyFiles,
  checkpointFile,
}: OpenKeysParts): Promise<OpenKeys> {
  const custody = new KeyCustody(db, keyFiles);
  await custody.look();
  const behind = await findBehind(db, checkpointFile);
  if (behind !== null) {
    log.error(
      { checkpoint: behind.size, at: behind.at, file: checkpointFile },
      BEHIND_AT_START,
    );
  }
  if (custody.sealed !== null) {
    const { because, missing } = custody.sealed;
    log.error({ because, missing, file: keyFiles.file }, SEALED_AT_START);
  }
  const keys: Keys = {
    kek: custody,
    get commitKey() {
      return custody.commitKey;
    },
  };
  let stopCheckpoints = (): Promise<void> => Promise.resolve();
  if (behind === null) {
    // Made before anybody is served, so that a read never makes it.
    if (custody.sealed === null) await openCheckpointKey(db, keys.kek);
    stopCheckpoints = startCheckpoints({
      db,
      kek: keys.kek,
      log,
      file: checkpointFile,
    });
  }
  return {
    custody,
    keys,
    sealedBecause: () =>
      custody.sealed?.because ?? (behind === null ? null : 'audit_behind'),
    stopCheckpoints,
  };
}

const BEHIND_AT_START =
  'The audit log ends before its newest checkpoint: the database was restored or altered. Everything can be read, nothing can be changed; see acknowledge-restore.';

const SEALED_AT_START =
  'Sealed: the key-encryption key is missing or another one. Everything can be read, nothing can be changed; restore the key file.';
