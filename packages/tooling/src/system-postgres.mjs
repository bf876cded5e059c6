import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

const distributionFolder = '/usr/lib/postgresql';

/** The bin folder of a system PostgreSQL: PG_BIN, else the newest one that Debian installed. */
export function systemPostgres(env = process.env) {
  if (env['PG_BIN']) return env['PG_BIN'];
  if (!existsSync(distributionFolder)) return undefined;
  return readdirSync(distributionFolder)
    .sort((a, b) => Number(b) - Number(a))
    .map((version) => join(distributionFolder, version, 'bin'))
    .find((folder) => existsSync(join(folder, 'postgres')));
}
