import { readFileSync } from 'node:fs';
import { isIP } from 'node:net';

import { ConfigError } from './config-error.ts';
import { isLoopback } from './http/loopback.ts';
import { readOwnFile, readSecretFile, SecretFileError } from './secret-file.ts';

/** Why a member of the configuration file is not usable: its pointer and the remedy, never a value. */
export function refuseMember(pointer: string, why: string): ConfigError {
  return new ConfigError(`KEYWARD_CONFIG_FILE: ${pointer}: ${why}.`);
}

/** Whether a host is this machine itself: all that the demo may speak to in the clear. */
export function isOwnMachine(host: string): boolean {
  const bare = host.replace(/^\[|\]$/g, '');
  return bare === 'localhost' || (isIP(bare) !== 0 && isLoopback(bare));
}

/**
 * The address of somebody who is posted to.
 *
 * @throws ConfigError unless it is https, or the demo's own machine
 */
export function checkReceiverUrl(
  pointer: string,
  text: string,
  isDemo: boolean,
): URL {
  const url = new URL(text);
  if (url.protocol === 'https:' || (isDemo && isOwnMachine(url.hostname))) {
    return url;
  }
  throw refuseMember(pointer, 'must be https');
}

/** @throws ConfigError when the file is not one secret of at least that many characters that only its owner can read */
export function checkSecretFile(
  pointer: string,
  path: string,
  least: number,
): void {
  if (orRefuse(pointer, () => readSecretFile(path)).length >= least) return;
  throw refuseMember(
    pointer,
    `${path} must hold at least ${String(least)} characters`,
  );
}

/** The PEM private key of a file. @throws ConfigError when others than its owner can read it, or nobody can */
export function readKey(pointer: string, path: string): string {
  return orRefuse(pointer, () => readOwnFile(path));
}

function orRefuse(pointer: string, read: () => string): string {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof SecretFileError)) throw error;
    throw refuseMember(pointer, error.message.replace(/\.$/, ''));
  }
}

/** PEM certificates of a file; null when none is named. @throws ConfigError */
export function readCertificates(
  pointer: string,
  path: string | undefined,
): string | null {
  if (path === undefined) return null;
  let pem: string;
  try {
    pem = readFileSync(path, 'utf8');
  } catch {
    throw refuseMember(pointer, `${path} cannot be read`);
  }
  if (!pem.includes('-----BEGIN CERTIFICATE-----')) {
    throw refuseMember(pointer, `${path} holds no PEM certificate`);
  }
  return pem;
}
