import { connectDatabase } from '@keyward/database';
import { startEmbeddedPostgres } from '@keyward/database/embedded';
import { sql } from 'kysely';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A PostgreSQL of the benchmark's own, as the product starts it, gone at the end. */
export async function startScratchPostgres(): Promise<{
  /** Makes an empty database. @returns its address */
  create(name: string): Promise<string>;
  stop(): Promise<void>;
}> {
  const dataDir = mkdtempSync(join(tmpdir(), 'keyward-bench-'));
  // The user that PostgreSQL runs as under root has to get through.
  chmodSync(dataDir, 0o711);
  const postgres = await startEmbeddedPostgres({ dataDir });
  return {
    async create(name) {
      const server = connectDatabase(postgres.url);
      await sql`create database ${sql.id(name)}`.execute(server.db);
      await server.close();
      const url = new URL(postgres.url);
      url.pathname = `/${name}`;
      return url.href;
    },
    async stop() {
      await postgres.stop();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}
