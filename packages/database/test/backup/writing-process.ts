// Writes a backup in a process of its own, for a test that limits how large its files may be.
import { writeBackup } from '../../src/backup/index.ts';

const [url = '', file = ''] = process.argv.slice(2);
await writeBackup({ url, file, without: [] }).then(
  () => process.stdout.write('written\n'),
  (error: unknown) =>
    process.stdout.write(error instanceof Error ? error.message : 'unknown'),
);
