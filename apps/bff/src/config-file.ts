import { closeSync, fstatSync, openSync, readFileSync } from 'node:fs';
import { z } from 'zod';

import { auditSection } from './audit-checkpoints/audit-section.ts';
import { ConfigError } from './config-error.ts';
import { pointerOf } from './http/parse-request.ts';
import { limitsSection } from './limits/limits-section.ts';
import { smtpSection } from './notifications/smtp-section.ts';
import { webhooksSection } from './notifications/webhooks-section.ts';
import { oidcSection } from './oidc/oidc-section.ts';

const MAX_BYTES = 256 * 1024;

/** Each section's schema lives beside the feature it is about. */
const configFile = z.strictObject({
  limits: limitsSection.optional(),
  audit: auditSection.optional(),
  oidc: oidcSection.optional(),
  smtp: smtpSection.optional(),
  webhooks: webhooksSection.optional(),
});
export type ConfigFile = z.infer<typeof configFile>;

/**
 * Reads the configuration file: strict JSON, so that a misspelt member is an error and not a default.
 *
 * @throws ConfigError with one line that names the member and never its value
 */
export function readConfigFile(path: string): ConfigFile {
  const result = configFile.safeParse(parse(readText(path), path));
  if (result.success) return result.data;
  const issue = result.error.issues[0];
  throw refuse(path, issue === undefined ? 'not usable' : sentenceOf(issue));
}

function readText(path: string): string {
  let file: number;
  try {
    file = openSync(path, 'r');
  } catch {
    throw refuse(path, 'cannot be opened');
  }
  try {
    const facts = fstatSync(file);
    if (!facts.isFile()) throw refuse(path, 'is no regular file');
    // Whoever can write it gives themselves a role.
    if (process.platform !== 'win32' && (facts.mode & 0o002) !== 0) {
      throw refuse(path, `can be written by everybody; run: chmod o-w ${path}`);
    }
    if (facts.size > MAX_BYTES) throw refuse(path, 'is larger than 256 KiB');
    return readFileSync(file, 'utf8');
  } finally {
    closeSync(file);
  }
}

function parse(text: string, path: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw refuse(path, 'is not valid JSON');
  }
}

function sentenceOf(issue: z.core.$ZodIssue): string {
  if (issue.code === 'unrecognized_keys') {
    return `${pointerOf([...issue.path, issue.keys[0] ?? ''])} is not known`;
  }
  return `${pointerOf(issue.path) || 'the file'}: ${issue.message}`;
}

function refuse(path: string, why: string): ConfigError {
  return new ConfigError(`KEYWARD_CONFIG_FILE: ${path}: ${why}.`);
}
