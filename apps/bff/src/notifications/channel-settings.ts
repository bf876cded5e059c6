import { readFileSync } from 'node:fs';
import { isIP } from 'node:net';
import { createHash } from 'node:crypto';

import { ConfigError } from '../config-error.ts';
import { isLoopback } from '../http/loopback.ts';
import { readSecretFile, SecretFileError } from '../secret-file.ts';
import type { SmtpSection } from './smtp-section.ts';
import type { WebhookSection } from './webhooks-section.ts';

const LEAST_SECRET = 16;

export interface SmtpSettings extends Omit<SmtpSection, 'caFile'> {
  ca: string | null;
  /** Only the demo's own machine may be spoken to in the clear. */
  requireTls: boolean;
}

export interface WebhookSettings {
  /** What the outbox calls it: it says nothing of the address, which may be a secret of the receiver's. */
  key: string;
  url: URL;
  secretFile: string;
  ca: string | null;
}

/** @throws ConfigError naming the member and the remedy, never a value */
export function smtpSettings(
  { caFile, ...smtp }: SmtpSection,
  isDemo: boolean,
): SmtpSettings {
  if (smtp.passwordFile !== undefined) {
    checkSecret('/smtp/passwordFile', smtp.passwordFile, 1);
  }
  return {
    ...smtp,
    ca: readCa('/smtp/caFile', caFile),
    requireTls: !(isDemo && isOwnMachine(smtp.host)),
  };
}

/** @throws ConfigError naming the member and the remedy, never a value */
export function webhookSettings(
  hooks: readonly WebhookSection[],
  isDemo: boolean,
): WebhookSettings[] {
  return hooks.map(({ url: text, secretFile, caFile }, index) => {
    const at = `/webhooks/${String(index)}`;
    const url = new URL(text);
    if (url.protocol !== 'https:' && !(isDemo && isOwnMachine(url.hostname))) {
      throw refuse(`${at}/url`, 'must be https');
    }
    checkSecret(`${at}/secretFile`, secretFile, LEAST_SECRET);
    return {
      key: createHash('sha256').update(url.href).digest('hex').slice(0, 16),
      url,
      secretFile,
      ca: readCa(`${at}/caFile`, caFile),
    };
  });
}

function isOwnMachine(host: string): boolean {
  const bare = host.replace(/^\[|\]$/g, '');
  return bare === 'localhost' || (isIP(bare) !== 0 && isLoopback(bare));
}

function checkSecret(pointer: string, path: string, least: number): void {
  try {
    if (readSecretFile(path).length >= least) return;
  } catch (error) {
    if (!(error instanceof SecretFileError)) throw error;
    throw refuse(pointer, error.message.replace(/\.$/, ''));
  }
  throw refuse(
    pointer,
    `${path} must hold at least ${String(least)} characters`,
  );
}

function readCa(pointer: string, path: string | undefined): string | null {
  if (path === undefined) return null;
  let pem: string;
  try {
    pem = readFileSync(path, 'utf8');
  } catch {
    throw refuse(pointer, `${path} cannot be read`);
  }
  if (!pem.includes('-----BEGIN CERTIFICATE-----')) {
    throw refuse(pointer, `${path} holds no PEM certificate`);
  }
  return pem;
}

function refuse(pointer: string, why: string): ConfigError {
  return new ConfigError(`KEYWARD_CONFIG_FILE: ${pointer}: ${why}.`);
}
