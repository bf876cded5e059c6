import { connectDatabase, type Database } from '@keyward/database';
import {
  createTestDatabase,
  NEWEST_SCHEMA,
} from '@keyward/database/test-database';
import { generateKeyEncryptionKeyFile } from '@keyward/secrets';
import { makeTlsIdentity } from '@keyward/simulators';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { request } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';

import { readConfig } from '../../src/config.ts';
import { type RunningConsole, startConsole } from '../../src/start-console.ts';
import { PAGE_HEADERS } from './person.ts';
import type { Answer } from './send.ts';

export interface ProductionConsole {
  db: Database;
  databaseUrl: string;
  dataDir: string;
  logged: string[];
  call(
    method: string,
    path: string,
    body?: unknown,
    headers?: Record<string, string>,
  ): Promise<Answer>;
  /** Stops the console and starts it again on the same data. */
  restart(): Promise<void>;
  stop(): Promise<void>;
}

/** The console in production mode behind its own certificate, with an empty database and nobody in it. */
export async function startProductionConsole(
  env: Record<string, string> = {},
): Promise<ProductionConsole> {
  const dataDir = await mkdtemp(join(tmpdir(), 'keyward-production-'));
  const at = (name: string): string => join(dataDir, name);
  const identity = await makeTlsIdentity('console');
  await mkdir(at('web'));
  await writeFile(at('web/index.html'), '<!doctype html><p>Keyward</p>');
  await writeFile(at('certificate.pem'), identity.certificatePem);
  await writeFile(at('key.pem'), identity.privateKeyPem, { mode: 0o600 });
  await generateKeyEncryptionKeyFile(at('kek'));
  const testDatabase = await createTestDatabase(NEWEST_SCHEMA);
  const logged: string[] = [];
  const config = readConfig(
    {
      KEYWARD_MODE: 'production',
      PORT: '0',
      KEYWARD_PUBLIC_URL: 'https://localhost',
      KEYWARD_TLS_CERT_FILE: at('certificate.pem'),
      KEYWARD_TLS_KEY_FILE: at('key.pem'),
      KEYWARD_KEK_FILE: at('kek'),
      KEYWARD_DATA_DIR: dataDir,
      KEYWARD_WEB_DIR: at('web'),
      DATABASE_URL: testDatabase.url,
      ...env,
    },
    [],
  );
  const log = pino(
    { level: 'debug' },
    { write: (line) => void logged.push(line) },
  );
  let running: RunningConsole = await startConsole(config, log);
  const database = connectDatabase(testDatabase.url, { maxConnections: 4 });
  return {
    db: database.db,
    databaseUrl: testDatabase.url,
    dataDir,
    logged,
    call: (method, path, body, headers = {}) =>
      callOverTls(running.port, identity.certificatePem, {
        method,
        path,
        headers: { ...(method === 'GET' ? {} : PAGE_HEADERS), ...headers },
        body: body === undefined ? '' : JSON.stringify(body),
      }),
    async restart() {
      await running.stop();
      running = await startConsole(config, log);
    },
    async stop() {
      await running.stop();
      await database.close();
      await testDatabase.drop();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}

function callOverTls(
  port: number,
  ca: string,
  outgoing: {
    method: string;
    path: string;
    headers: Record<string, string>;
    body: string;
  },
): Promise<Answer> {
  const { method, path, headers, body } = outgoing;
  return new Promise((resolve, reject) => {
    const call = request(
      {
        host: '127.0.0.1',
        port,
        method,
        path,
        ca,
        agent: false,
        headers: {
          ...headers,
          'content-length': String(Buffer.byteLength(body)),
        },
      },
      (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('error', reject);
        response.on('end', () => {
          const text = Buffer.concat(chunks).toString('utf8');
          resolve({
            status: response.statusCode ?? 0,
            headers: response.headers,
            text,
            body: text.startsWith('{') ? JSON.parse(text) : undefined,
          });
        });
      },
    );
    call.on('error', reject);
    call.end(body);
  });
}
