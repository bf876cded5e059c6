import { createHash } from 'node:crypto';

import {
  checkReceiverUrl,
  checkSecretFile,
  isOwnMachine,
  readCertificates,
} from '../member-checks.ts';
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
    checkSecretFile('/smtp/passwordFile', smtp.passwordFile, 1);
  }
  return {
    ...smtp,
    ca: readCertificates('/smtp/caFile', caFile),
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
    const url = checkReceiverUrl(`${at}/url`, text, isDemo);
    checkSecretFile(`${at}/secretFile`, secretFile, LEAST_SECRET);
    return {
      key: createHash('sha256').update(url.href).digest('hex').slice(0, 16),
      url,
      secretFile,
      ca: readCertificates(`${at}/caFile`, caFile),
    };
  });
}
