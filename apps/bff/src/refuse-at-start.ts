import { constants } from 'node:fs';
import { access, readFile, stat } from 'node:fs/promises';
import { createServer } from 'node:net';
import { once } from 'node:events';
import { dirname } from 'node:path';
import { createSecureContext } from 'node:tls';

import { type Config, ConfigError } from './config.ts';

/**
 * Finds out what would fail in the middle of a start, before anything is started.
 *
 * @throws ConfigError with one line that names the setting
 */
export async function refuseAtStart(
  config: Pick<Config, 'dataDir' | 'host' | 'port' | 'tls' | 'timeZone'>,
): Promise<void> {
  refuseUnknownZone(config.timeZone);
  await refuseUnwritable(config.dataDir);
  if (config.tls !== null) await refuseUnusableTls(config.tls);
  await refuseTakenPort(config.host, config.port);
}

async function refuseUnwritable(folder: string): Promise<void> {
  const why = await whyUnwritable(folder);
  if (why === null) return;
  throw new ConfigError(
    `KEYWARD_DATA_DIR: ${folder} cannot be written by this account (${why}); give it the folder, or name another.`,
  );
}

/** What is not there yet is made in the folder above it. */
async function whyUnwritable(folder: string): Promise<string | null> {
  try {
    if (!(await stat(folder)).isDirectory()) return 'it is no folder';
    await access(folder, constants.W_OK | constants.X_OK);
    return null;
  } catch (error) {
    const code = codeOf(error);
    const above = dirname(folder);
    return code === 'ENOENT' && above !== folder ? whyUnwritable(above) : code;
  }
}

async function refuseUnusableTls({
  certFile,
  keyFile,
}: NonNullable<Config['tls']>): Promise<void> {
  const cert = await readSetting('KEYWARD_TLS_CERT_FILE', certFile);
  const key = await readSetting('KEYWARD_TLS_KEY_FILE', keyFile);
  try {
    createSecureContext({ cert, key });
  } catch {
    throw new ConfigError(
      `KEYWARD_TLS_CERT_FILE: ${certFile} and ${keyFile} are no PEM certificate and its own unencrypted key.`,
    );
  }
}

async function readSetting(setting: string, file: string): Promise<Buffer> {
  try {
    return await readFile(file);
  } catch (error) {
    throw new ConfigError(
      `${setting}: ${file} cannot be read (${codeOf(error)}).`,
    );
  }
}

const LISTENING: Readonly<Record<string, string>> = {
  EADDRINUSE: 'PORT: another program listens there already.',
  EACCES:
    'PORT: this account may not listen there; ports below 1024 need a right of their own.',
  EADDRNOTAVAIL: 'HOST: this machine has no such address.',
  ENOTFOUND: 'HOST: this name has no address.',
};

async function refuseTakenPort(host: string, port: number): Promise<void> {
  const server = createServer();
  try {
    server.listen(port, host);
    await once(server, 'listening');
  } catch (error) {
    const line = LISTENING[codeOf(error)];
    throw line === undefined ? error : new ConfigError(line);
  }
  server.close();
  await once(server, 'close');
}

/** Nothing here depends on the zone; a misspelt one would be UTC without a word, in everything else on this host too. */
function refuseUnknownZone(zone: string | null): void {
  if (zone === null || !/^[A-Z][A-Za-z]+\/[A-Za-z_/+-]+$/.test(zone)) {
    return;
  }
  try {
    new Intl.DateTimeFormat('en', { timeZone: zone });
  } catch {
    throw new ConfigError(`TZ: ${zone} is no time zone; correct or unset it.`);
  }
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error
    ? String(error.code)
    : 'unknown';
}
