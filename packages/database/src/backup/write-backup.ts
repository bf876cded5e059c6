import { createHash, type Hash } from 'node:crypto';
import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { open, rename, rm, stat } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { constants, createGzip, type Gzip } from 'node:zlib';
import pg from 'pg';
import { to as copyTo } from 'pg-copy-streams';

import { BackupError } from './backup-error.ts';
import {
  type BackupHeader,
  type BackupTotals,
  copyLine,
  END_OF_ROWS,
  NOTE,
  sequenceLine,
} from './backup-format.ts';
import {
  newestMigration,
  sequenceStates,
  storedTables,
  type StoredTable,
} from './stored-tables.ts';

export interface WriteBackupOptions {
  /** Carries a password: never logged. */
  url: string;
  /** Where the file is to be; it must not be there yet. */
  file: string;
  /** Tables whose rows are of the moment only. */
  without: readonly string[];
}

export interface WrittenBackup extends BackupTotals {
  header: BackupHeader;
  /** Of the file, in bytes. */
  size: number;
}

const NEWLINE = 0x0a;

/**
 * Writes everything that one moment's database holds into a file, while the console goes on: one read-only transaction
 * sees every table as of the same commit. The file has mode 0600, and gets its name when it is whole and on the disk.
 *
 * @throws BackupError when the file is there already or cannot be written
 */
export async function writeBackup(
  options: WriteBackupOptions,
): Promise<WrittenBackup> {
  const file = resolve(options.file);
  if (await isThere(file)) {
    throw new BackupError(
      `${file} is there already; a backup never replaces a file.`,
    );
  }
  const draft = `${file}.part`;
  const client = await connect(options.url);
  try {
    const written = await writeDraft(client, draft, options.without);
    await rename(draft, file);
    await syncFolderOf(file);
    return { ...written, size: (await stat(file)).size };
  } catch (error) {
    await rm(draft, { force: true });
    throw explained(error, file);
  } finally {
    await client.end().catch(() => undefined);
  }
}

async function isThere(file: string): Promise<boolean> {
  return stat(file).then(
    () => true,
    () => false,
  );
}

async function connect(url: string): Promise<pg.Client> {
  const client = new pg.Client({
    connectionString: url,
    application_name: 'keyward-backup',
    connectionTimeoutMillis: 10_000,
    statement_timeout: 0,
  });
  client.on('error', () => undefined);
  await client.connect();
  return client;
}

async function writeDraft(
  client: pg.Client,
  draft: string,
  without: readonly string[],
): Promise<BackupTotals & { header: BackupHeader }> {
  await client.query(
    'begin transaction isolation level repeatable read, read only',
  );
  const header = await readHeader(client);
  const text = await openText(draft);
  try {
    await text.note(header);
    const totals: BackupTotals = { tables: 0, rows: 0 };
    for (const table of await storedTables(client)) {
      if (without.includes(table.name)) continue;
      totals.rows += await writeTable(client, text, table);
      totals.tables += 1;
    }
    for (const sequence of await sequenceStates(client)) {
      await text.line(sequenceLine(sequence));
    }
    await client.query('commit');
    await text.end(totals);
    return { ...totals, header };
  } catch (error) {
    text.abandon();
    throw error;
  }
}

async function readHeader(client: pg.Client): Promise<BackupHeader> {
  const { rows } = await client.query<{ at: Date }>('select now() as at');
  const migration = await newestMigration(client);
  if (migration === null) {
    throw new BackupError('This database holds nothing of Keyward.');
  }
  const at = (rows[0]?.at ?? new Date()).toISOString();
  return { keywardBackup: 1, at, migration };
}

async function writeTable(
  client: pg.Client,
  text: BackupText,
  { name, columns }: StoredTable,
): Promise<number> {
  await text.line(copyLine(name, columns));
  const hash = createHash('sha256');
  let rows = 0;
  const from = columns.map((each) => client.escapeIdentifier(each)).join(', ');
  const stream = client.query(
    copyTo(`copy ${client.escapeIdentifier(name)} (${from}) to stdout`),
  );
  for await (const chunk of stream) {
    const bytes = bytesOf(chunk);
    hash.update(bytes);
    // A line break within a value is written as \n, so each of these ends a row.
    for (let at = bytes.indexOf(NEWLINE); at >= 0; rows += 1) {
      at = bytes.indexOf(NEWLINE, at + 1);
    }
    await text.bytes(bytes);
  }
  await text.line(END_OF_ROWS);
  await text.note({ table: name, rows, sha256: hash.digest('hex') });
  return rows;
}

function bytesOf(chunk: unknown): Buffer {
  if (Buffer.isBuffer(chunk)) return chunk;
  throw new Error('COPY gave something that is no bytes.');
}

interface BackupText {
  line(text: string): Promise<void>;
  note(value: object): Promise<void>;
  bytes(bytes: Buffer): Promise<void>;
  /** Writes the last note and has everything on the disk. */
  end(totals: BackupTotals): Promise<void>;
  abandon(): void;
}

/** Text that is hashed, compressed and written, no faster than the disk takes it. */
async function openText(path: string): Promise<BackupText> {
  await rm(path, { force: true });
  const handle = await open(path, 'wx', 0o600);
  const gzip = createGzip({ level: constants.Z_BEST_SPEED });
  const sink = createWriteStream('', { fd: handle.fd, autoClose: false });
  const failed = new Promise<never>((_resolve, reject) => {
    sink.once('error', reject);
    gzip.once('error', reject);
  });
  failed.catch(() => undefined);
  gzip.pipe(sink);
  const hash = createHash('sha256');
  const bytes = (data: Buffer): Promise<void> =>
    Promise.race([push(gzip, hash, data), failed]);
  const line = (text: string): Promise<void> =>
    bytes(Buffer.from(`${text}\n`, 'utf8'));
  const note = (value: object): Promise<void> =>
    line(`${NOTE}${JSON.stringify(value)}`);
  return {
    line,
    note,
    bytes,
    async end(totals) {
      await note({ end: totals, sha256: hash.copy().digest('hex') });
      const finished = once(sink, 'finish');
      gzip.end();
      await Promise.race([finished, failed]);
      await handle.sync();
      await handle.close();
    },
    abandon() {
      gzip.destroy();
      sink.destroy();
      void handle.close().catch(() => undefined);
    },
  };
}

async function push(gzip: Gzip, hash: Hash, data: Buffer): Promise<void> {
  hash.update(data);
  if (!gzip.write(data)) await once(gzip, 'drain');
}

async function syncFolderOf(file: string): Promise<void> {
  const folder = await open(dirname(file), 'r');
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}

const FILE_TROUBLE: Readonly<Record<string, string>> = {
  ENOSPC: 'the disk is full',
  EDQUOT: 'the disk quota is used up',
  EFBIG: 'files may not become that large here',
  EACCES: 'this account may not write there',
  EROFS: 'it is on a disk that cannot be written',
  ENOENT: 'its folder is not there',
  EIO: 'the disk reported an error',
};

function explained(error: unknown, file: string): unknown {
  const code =
    error instanceof Error && 'code' in error ? String(error.code) : '';
  const why = FILE_TROUBLE[code];
  if (why === undefined) return error;
  return new BackupError(`No backup was made: ${file}: ${why}.`, {
    cause: error,
  });
}
