export { BackupError } from './backup-error.ts';
export type { BackupHeader, BackupTotals } from './backup-format.ts';
export { loadBackup, type LoadedBackup } from './load-backup.ts';
export { checkBackup } from './read-backup.ts';
export { writeBackup, type WrittenBackup } from './write-backup.ts';
