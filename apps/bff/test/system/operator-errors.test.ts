import {
  createTestDatabase,
  NEWEST_SCHEMA,
  type TestDatabase,
} from '@keyward/database/test-database';
import { isFullScale, tellFigure } from '@keyward/database/test-figures';
import { generateKeyEncryptionKeyFile } from '@keyward/secrets';
import { chmod, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { once } from 'node:events';
import { createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { runCommand } from '../support/run-command.ts';

const MOST_MS = 3_000;

let folder: string;
let taken: Server;
let newer: TestDatabase;
let good = 0;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'keyward-operator-'));
  await generateKeyEncryptionKeyFile(join(folder, 'kek'));
  await mkdir(join(folder, 'web'));
  await writeFile(join(folder, 'web', 'index.html'), '<!doctype html>');
  await writeFile(join(folder, 'file'), 'no key\n');
  await generateKeyEncryptionKeyFile(join(folder, 'open-kek'));
  await chmod(join(folder, 'open-kek'), 0o644);
  taken = createServer().listen(0, '127.0.0.1');
  await once(taken, 'listening');
  newer = await createTestDatabase(NEWEST_SCHEMA);
  const client = new pg.Client({ connectionString: newer.url });
  await client.connect();
  await client.query(
    `insert into kysely_migration values ('9999-later', now()::text)`,
  );
  await client.end();
  // From here on what Node has compiled is there.
  await start({ PORT: 'none' });
});
afterAll(async () => {
  taken.close();
  await newer.drop();
  await rm(folder, { recursive: true, force: true });
  if (good !== ERRORS.length) return;
  tellFigure('F40 operator errors said in one line', good, {
    least: EVERY_ERROR.length,
    of: EVERY_ERROR.length,
  });
});

const at = (name: string): string => join(folder, name);
const portOf = (server: Server): string => {
  const address = server.address();
  return String(typeof address === 'object' ? address?.port : '');
};

type OperatorError = [
  what: string,
  env: () => Record<string, string>,
  line: RegExp,
];

const EVERY_ERROR: OperatorError[] = [
  [
    'a port that another program has',
    () => ({ PORT: portOf(taken) }),
    /^PORT: another program listens there already\.\n$/,
  ],
  [
    'a data directory below a file',
    () => ({ KEYWARD_DATA_DIR: at('file/data') }),
    /^KEYWARD_DATA_DIR: .*\/file\/data cannot be written by this account \(.*\)[^\n]*\n$/,
  ],
  [
    'a database that a newer version has used',
    () => ({ DATABASE_URL: newer.url }),
    /^The database was last used by a newer Keyward \(9999-later\)[^\n]*\n$/,
  ],
  [
    'a TLS file that is not there',
    () => ({
      KEYWARD_TLS_CERT_FILE: at('tls.pem'),
      KEYWARD_TLS_KEY_FILE: at('tls.key'),
    }),
    /^KEYWARD_TLS_CERT_FILE: .*tls\.pem cannot be read \(ENOENT\)\.\n$/,
  ],
  [
    'TLS files that are something else',
    () => ({
      KEYWARD_TLS_CERT_FILE: at('file'),
      KEYWARD_TLS_KEY_FILE: at('file'),
    }),
    /^KEYWARD_TLS_CERT_FILE: .* are no PEM certificate and its own unencrypted key\.\n$/,
  ],
  [
    'a time zone that does not exist',
    () => ({ TZ: 'Europe/Atlantis' }),
    /^TZ: Europe\/Atlantis is no time zone; correct or unset it\.\n$/,
  ],
  [
    'a key file that everybody can read',
    () => ({ KEYWARD_KEK_FILE: at('open-kek') }),
    /^KEYWARD_KEK_FILE: .* can be read by other accounts\.[^\n]*\n$/,
  ],
  [
    'a key file that holds another thing',
    () => ({ KEYWARD_KEK_FILE: at('file') }),
    /^KEYWARD_KEK_FILE: [^\n]*\n$/,
  ],
  [
    'a database that is not there',
    () => ({ DATABASE_URL: 'postgresql://nobody@127.0.0.1:1/none' }),
    /^DATABASE_URL: PostgreSQL cannot be used there \(ECONNREFUSED\)[^\n]*\n$/,
  ],
];
const ERRORS = isFullScale ? EVERY_ERROR : EVERY_ERROR.slice(0, 3);

describe('what whoever starts it did wrong', () => {
  it.each(ERRORS)(
    'is said in one line within three seconds: %s',
    async (_what, env, line) => {
      // The quickest of three, or what loading the program takes on a machine that has other work.
      let quickest = Number.POSITIVE_INFINITY;
      let limit = MOST_MS;
      for (let tries = 0; tries < 3 && quickest > limit; tries += 1) {
        const { code, said, ms } = await start(env());
        expect(said).toMatch(line);
        expect(code).toBe(1);
        quickest = Math.min(quickest, ms);
        if (quickest <= limit) break;
        const { ms: loading } = await start({ PORT: 'none' });
        limit = Math.max(limit, 2 * loading);
      }
      expect(quickest).toBeLessThanOrEqual(limit);
      good += 1;
    },
    120_000,
  );
});

async function start(env: Record<string, string>) {
  const begun = performance.now();
  const ended = await runCommand('main', [], {
    KEYWARD_MODE: 'production',
    PORT: '0',
    KEYWARD_PUBLIC_URL: 'https://console.example',
    KEYWARD_TRUST_PROXY: '1',
    KEYWARD_KEK_FILE: at('kek'),
    KEYWARD_DATA_DIR: folder,
    KEYWARD_WEB_DIR: at('web'),
    DATABASE_URL: 'postgresql://nobody@127.0.0.1:1/none',
    ...env,
  });
  return { ...ended, ms: performance.now() - begun };
}
