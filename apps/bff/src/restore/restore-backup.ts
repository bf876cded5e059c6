import type { Checkpoint } from '@keyward/audit-proof';
import { type DatabaseTransaction, journalIn } from '@keyward/database';
import { loadBackup } from '@keyward/database/backup';
import { findKeys, KeyFileError } from '@keyward/secrets';

import { noteAcknowledged } from '../audit-checkpoints/acknowledge-restore.ts';
import { findBehind } from '../audit-checkpoints/behind-checkpoint.ts';
import type { HostSettings } from '../config.ts';
import { keySettings } from '../key-custody/key-settings.ts';
import { checkChain } from './check-chain.ts';
import { settleRestored, type SettledRestore } from './settle-restored.ts';

export interface RestoreOptions {
  /** Carries a password: never logged. */
  url: string;
  file: string;
  /** Whether what the database holds now may go. */
  replace: boolean;
  reason: string;
}

interface Settled extends SettledRestore {
  auditRows: number;
  behind: Checkpoint | null;
  /** Ids of the keys that what is sealed needs. */
  keyIds: string[];
}

/**
 * Restores a backup with everything that has to follow in the same transaction: the audit log is walked, unfinished
 * tasks become unknown, the restore is written down, and a checkpoint that the log does not reach any more is
 * acknowledged.
 *
 * @returns lines for whoever restores
 * @throws BackupError with one line; then the database is as it was
 */
export async function restoreBackup(
  settings: HostSettings,
  options: RestoreOptions,
): Promise<string[]> {
  const { header, rows, settled } = await loadBackup({
    ...options,
    // Every start leaves accounts or a policy; a row of the log is there from the first thing that anybody did.
    markers: ['person', 'audit'],
    dropSchemas: ['pgboss'],
    settle: (tx, { at }) =>
      settle(tx, settings, { asOf: new Date(at), reason: options.reason }),
  });
  const lines = [
    `Restored as of ${header.at}: ${String(rows)} rows, an audit log of ${String(settled.auditRows)} rows that holds from its first to its last. Everybody signs in anew.`,
    `${String(settled.tasks)} unfinished tasks are now of unknown outcome: look at their targets and record what you find. ${String(settled.changes)} approved changes that had not started are stale.`,
  ];
  if (settled.behind !== null) {
    lines.push(
      `The log ends before row ${String(settled.behind.size)}, which the checkpoint of ${settled.behind.at} saw: what was done after the backup is missing here. It was acknowledged in the log.`,
    );
  }
  const missing = await missingKeys(settings, settled.keyIds);
  if (missing.length > 0) {
    lines.push(
      `What is sealed needs the key ${missing.join(', ')}, which is not on this host: the console starts sealed until its file is at KEYWARD_KEK_FILE.`,
    );
  }
  return lines;
}

async function settle(
  tx: DatabaseTransaction,
  { checkpointFile }: HostSettings,
  as: { asOf: Date; reason: string },
): Promise<Settled> {
  const auditRows = await checkChain(tx);
  const behind = await findBehind(tx, checkpointFile);
  const settled = await journalIn(tx, async (journal) => {
    if (behind !== null) await noteAcknowledged(journal, behind, as.reason);
    return settleRestored(journal, as);
  });
  const keys = await tx
    .selectFrom('key_material')
    .select('kek_id')
    .distinct()
    .execute();
  return {
    ...settled,
    auditRows,
    behind,
    keyIds: keys.map(({ kek_id }) => kek_id),
  };
}

async function missingKeys(
  settings: HostSettings,
  wanted: readonly string[],
): Promise<string[]> {
  const { file, previousFiles } = keySettings(settings);
  try {
    const { all } = await findKeys(file, previousFiles);
    const here = all.map((key) => key.id);
    return wanted.filter((id) => !here.includes(id));
  } catch (error) {
    if (error instanceof KeyFileError) return [...wanted];
    throw error;
  }
}
