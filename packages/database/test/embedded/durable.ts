import pg from 'pg';

import { ask } from './ask.ts';

const COMMITS = 20;

/** What the server says of itself: all of it has to be `on`. */
export async function durableSettings(
  url: string,
): Promise<Record<string, unknown>[]> {
  return ask(
    url,
    `select current_setting('fsync') as fsync, current_setting('synchronous_commit') as commit,
            current_setting('full_page_writes') as pages, current_setting('data_checksums') as checksums`,
  );
}

/** How often one who commits flushes the write-ahead log to the disk, for each commit. Needs the table `note (body)`. */
export async function flushesPerCommit(url: string): Promise<number> {
  const before = await flushes(url);
  const writer = new pg.Client({ connectionString: url });
  await writer.connect();
  for (let body = 0; body < COMMITS; body += 1) {
    await writer.query('insert into note values ($1)', [body]);
  }
  await writer.query('select pg_stat_force_next_flush()');
  await writer.end();
  return ((await flushes(url)) - before) / COMMITS;
}

async function flushes(url: string): Promise<number> {
  const [row] = await ask(
    url,
    `select coalesce(sum(fsyncs), 0)::int as flushes from pg_stat_io
      where object = 'wal' and backend_type = 'client backend'`,
  );
  return Number(row?.['flushes']);
}
