import type { Migration } from 'kysely/migration';
import { once } from 'node:events';
import { setTimeout as wait } from 'node:timers/promises';
import { type ClientBase, DatabaseError } from 'pg';
import { from as copyFrom } from 'pg-copy-streams';

import { connectDatabase, type DatabaseTransaction } from '../connect.ts';
import { MIGRATIONS } from '../migrations/index.ts';
import { BackupError } from './backup-error.ts';
import type { BackupHeader, BackupTotals } from './backup-format.ts';
import { emptyOut } from './empty-out.ts';
import { checkBackup, readBackup } from './read-backup.ts';
import { type StoredTable, storedTables } from './stored-tables.ts';

export interface LoadBackupOptions<R> {
  /** Carries a password: never logged. The database has the newest schema. */
  url: string;
  file: string;
  /** Whether rows of `markers` may be there already and go. */
  replace: boolean;
  /** Tables that hold something in every database that was ever used. */
  markers: readonly string[];
  /** Schemas of others that hold nothing but hints about our rows. */
  dropSchemas: readonly string[];
  /** What is done to the rows before anybody sees them; a throw leaves the database as it was. */
  settle: (tx: DatabaseTransaction, header: BackupHeader) => Promise<R>;
}

export interface LoadedBackup<R> extends BackupTotals {
  header: BackupHeader;
  settled: R;
}

/** Serialises those who restore. */
const RESTORE_LOCK = 7_116_310;

const LOOKS = 10;
const BETWEEN_LOOKS_MS = 100;

/**
 * Puts a backup in the place of everything that a database holds, in one transaction: until it commits, and whenever it
 * fails or is killed, everything is as it was. A backup of an older version is brought to the newest schema.
 *
 * @throws BackupError when the backup is not whole or newer, or the database is in use or holds something
 */
export async function loadBackup<R>(
  options: LoadBackupOptions<R>,
): Promise<LoadedBackup<R>> {
  const handle = connectDatabase(options.url, {
    maxConnections: 1,
    applicationName: 'keyward-restore',
    statementMs: 0,
  });
  // The only connection of this pool, which is the transaction's.
  const sessions: ClientBase[] = [];
  handle.pool.on('connect', (client) => sessions.push(client));
  try {
    const loaded = await handle.db.transaction().execute(async (tx) => {
      const [session] = sessions;
      if (session === undefined) throw new Error('There is no connection.');
      return load(tx, session, options);
    });
    await handle.pool.query('analyze');
    return loaded;
  } finally {
    await handle.close();
  }
}

async function load<R>(
  tx: DatabaseTransaction,
  session: ClientBase,
  options: LoadBackupOptions<R>,
): Promise<LoadedBackup<R>> {
  await refuseWhileInUse(session);
  if (!options.replace) await refuseUnlessEmpty(session, options.markers);
  const parts = readBackup(options.file);
  try {
    const first = await parts.next();
    if (first.done === true || first.value.part !== 'header') {
      throw new BackupError(`${options.file} is no backup of Keyward.`);
    }
    const { header } = first.value;
    const { older, newer } = splitMigrations(header.migration);
    await emptyOut(session, options.dropSchemas);
    for (const migration of older) await migration.up(tx);
    const totals = await fill(session, parts).catch(async (error: unknown) => {
      throw await explained(error, options.file);
    });
    for (const migration of newer) await migration.up(tx);
    return { ...totals, header, settled: await options.settle(tx, header) };
  } finally {
    await parts.return(undefined);
  }
}

/** Rows that the database refuses are most often damaged ones, met before the backup says so itself. */
async function explained(error: unknown, file: string): Promise<unknown> {
  if (!(error instanceof DatabaseError)) return error;
  try {
    await checkBackup(file);
  } catch (damage) {
    return damage;
  }
  return new BackupError(
    `The backup is whole, but the database refuses a row of it (${error.table ?? 'a table'}, PostgreSQL ${error.code ?? 'error'}).`,
  );
}

async function refuseWhileInUse(session: ClientBase): Promise<void> {
  const { rows } = await session.query<{ mine: boolean }>(
    'select pg_try_advisory_xact_lock($1) as mine',
    [RESTORE_LOCK],
  );
  let others = rows[0]?.mine === true ? null : 'another restore';
  for (let look = 0; others === null && look < LOOKS; look += 1) {
    const seen = await otherSessions(session);
    if (seen === null) return;
    // Who is just leaving has left by the next look.
    if (look === LOOKS - 1) others = seen;
    else await wait(BETWEEN_LOOKS_MS);
  }
  throw new BackupError(
    `The database is in use (${others ?? ''}); stop every Keyward and everything else that is connected to it first.`,
  );
}

/** Names of the programs that are connected to this database too. */
async function otherSessions(session: ClientBase): Promise<string | null> {
  await session.query('select pg_stat_clear_snapshot()');
  const { rows } = await session.query<{ others: string | null }>(
    `select string_agg(distinct coalesce(nullif(application_name, ''), 'somebody'), ', ') as others
       from pg_stat_activity
      where datname = current_database() and pid <> pg_backend_pid()
        and coalesce(backend_type, 'client backend') = 'client backend'`,
  );
  return rows[0]?.others ?? null;
}

async function refuseUnlessEmpty(
  session: ClientBase,
  markers: readonly string[],
): Promise<void> {
  for (const table of markers) {
    const { rowCount } = await session.query(
      `select 1 from ${session.escapeIdentifier(table)} limit 1`,
    );
    if (rowCount !== 0) {
      throw new BackupError(
        'The database holds something already; --replace puts the backup in its place, and what is there now is gone.',
      );
    }
  }
}

/** Migrations up to the one that the backup had, and those after it. */
function splitMigrations(newest: string): {
  older: Migration[];
  newer: Migration[];
} {
  const all: Record<string, Migration> = MIGRATIONS;
  if (!(newest in all)) {
    throw new BackupError(
      `The backup was made by a newer Keyward (${newest}); use that version to restore it.`,
    );
  }
  const pick = (isWanted: (name: string) => boolean): Migration[] =>
    Object.entries(all)
      .toSorted(([one], [other]) => (one < other ? -1 : 1))
      .flatMap(([name, migration]) => (isWanted(name) ? [migration] : []));
  return {
    older: pick((name) => name <= newest),
    newer: pick((name) => name > newest),
  };
}

async function fill(
  session: ClientBase,
  parts: ReturnType<typeof readBackup>,
): Promise<BackupTotals> {
  const known = new Map(
    (await storedTables(session)).map((table) => [table.name, table]),
  );
  let copying: Copying | null = null;
  let totals: BackupTotals | null = null;
  try {
    for await (const part of parts) {
      switch (part.part) {
        case 'header':
          throw new BackupError('The backup has two beginnings.');
        case 'table':
          refuseUnknown(known.get(part.table), part);
          copying = openCopy(session, part.table, part.columns);
          break;
        case 'rows':
          await copying?.write(part.bytes);
          break;
        case 'table_end':
          await copying?.end();
          copying = null;
          break;
        case 'sequence':
          await session.query(
            'select setval(to_regclass($1), $2, $3) where to_regclass($1) is not null',
            [part.sequence.name, part.sequence.value, part.sequence.isCalled],
          );
          break;
        case 'end':
          totals = part.totals;
          break;
      }
    }
    if (totals === null) throw new BackupError('The backup was cut off.');
    return totals;
  } catch (error) {
    // Nothing else gets through to the server while rows are awaited, the rollback neither.
    await copying?.abandon();
    throw error;
  }
}

function refuseUnknown(
  known: StoredTable | undefined,
  part: { table: string; columns: string[] },
): void {
  const isKnown =
    known !== undefined &&
    part.columns.every((column) => known.columns.includes(column));
  if (isKnown) return;
  throw new BackupError(
    `The backup holds a table that this Keyward does not have: ${part.table}.`,
  );
}

interface Copying {
  write(bytes: Buffer): Promise<void>;
  end(): Promise<void>;
  abandon(): Promise<void>;
}

function openCopy(
  session: ClientBase,
  table: string,
  columns: readonly string[],
): Copying {
  const into = columns.map((each) => session.escapeIdentifier(each)).join(', ');
  const stream = session.query(
    copyFrom(`copy ${session.escapeIdentifier(table)} (${into}) from stdin`),
  );
  let isRefused = false;
  const failed = new Promise<never>((_resolve, reject) => {
    stream.once('error', (error) => {
      isRefused = true;
      reject(error);
    });
  });
  failed.catch(() => undefined);
  return {
    // One at a time, and none any more once it is refused: the stream would go on to write where nothing is.
    async write(bytes) {
      if (isRefused) return failed;
      const written = new Promise<void>((resolve) => {
        stream.write(bytes, () => resolve());
      });
      await Promise.race([written, failed]);
    },
    async end() {
      if (isRefused) return failed;
      const finished = once(stream, 'finish');
      stream.end();
      await Promise.race([finished, failed]);
    },
    async abandon() {
      // The stream of a copy that the server has ended stays open, and waits for ever when it is told to go.
      if (isRefused || stream.closed) return;
      const closed = new Promise((resolve) => stream.once('close', resolve));
      stream.destroy();
      await closed;
    },
  };
}
