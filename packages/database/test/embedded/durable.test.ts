import pg from 'pg';
import { expect, test } from 'vitest';

import { startEmbeddedPostgres } from '../../src/embedded/index.ts';
import { isFullScale, tellFigure } from '../figures.ts';
import { ask } from './ask.ts';
import { newDataDirectory } from './data-directory.ts';

const COMMITS = 20;

test.runIf(isFullScale)(
  'every commit is on the disk before it is acknowledged',
  async () => {
    const server = await startEmbeddedPostgres({ dataDir: newDataDirectory() });
    try {
      const settings = await ask(
        server.url,
        `select current_setting('fsync') as fsync, current_setting('synchronous_commit') as commit,
              current_setting('full_page_writes') as pages, current_setting('data_checksums') as checksums`,
      );
      expect(settings).toEqual([
        { fsync: 'on', commit: 'on', pages: 'on', checksums: 'on' },
      ]);
      await ask(server.url, 'create table note (body int)');
      // Counted where it is done: flushes of the write-ahead log to the disk by those who commit.
      const flushes = async (): Promise<number> => {
        const [row] = await ask(
          server.url,
          `select coalesce(sum(fsyncs), 0)::int as flushes from pg_stat_io
          where object = 'wal' and backend_type = 'client backend'`,
        );
        return Number(row?.['flushes']);
      };
      const before = await flushes();
      const writer = new pg.Client({ connectionString: server.url });
      await writer.connect();
      for (let body = 0; body < COMMITS; body += 1) {
        await writer.query('insert into note values ($1)', [body]);
      }
      await writer.query('select pg_stat_force_next_flush()');
      await writer.end();
      const made = (await flushes()) - before;
      expect(made).toBeGreaterThanOrEqual(COMMITS);
      tellFigure('F4 flushes to the disk per commit', made / COMMITS, {
        least: 1,
      });
    } finally {
      await server.stop();
    }
  },
);
