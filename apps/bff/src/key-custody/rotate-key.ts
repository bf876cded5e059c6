import type { Database } from '@keyward/database';
import { exchangeKeyFile } from '@keyward/secrets';
import { setTimeout as wait } from 'node:timers/promises';

import { ConfigError } from '../config-error.ts';
import { KeyCustody } from './key-custody.ts';
import type { KeySettings } from './key-settings.ts';
import { rewrapSealed } from './rewrap-sealed.ts';
import {
  beginRotation,
  endRotation,
  hasOpenRotation,
  keysOfRotations,
} from './rotation.ts';

const LOOK_MS = 500;

export interface RotationReport {
  /** The key in use now. */
  key: string;
  /** Sealed values that came under it here; running consoles may have done others. */
  done: number;
  /** Keys that nothing needs any more. */
  freed: string[];
}

/**
 * Rotates the key-encryption key from the host: exchanges the key file, makes the new key the one in use, brings every
 * sealed value under it, and waits until nothing needs the old one. Whatever an earlier run left unfinished is finished
 * instead: run again after being killed anywhere, it goes on.
 *
 * @throws ConfigError, KeyFileError with one line for whoever runs it
 */
export async function rotateKey(
  db: Database,
  settings: KeySettings,
  options: { settleSeconds: number; onStep: (text: string) => void },
): Promise<RotationReport> {
  const custody = new KeyCustody(db, { ...settings, mayGenerate: false });
  await custody.look();
  refuseSealed(custody);
  if (await hasOpenRotation(db)) {
    options.onStep('A rotation is under way already; it is finished first.');
  } else {
    await takeNewKey(db, custody, options.onStep);
  }
  const report: RotationReport = {
    key: custody.current().id,
    done: 0,
    freed: [],
  };
  // Also once it has ended elsewhere, so that this returns: a running console may be quicker.
  while (await hasOpenRotation(db)) {
    const { done, unreadable } = await rewrapSealed(db, custody);
    report.done += done;
    if (unreadable.length > 0) throw unreadableValues(unreadable);
    report.freed = await endRotation(db, report.key, options.settleSeconds);
    if (report.freed.length === 0) await wait(LOOK_MS);
  }
  return report;
}

async function takeNewKey(
  db: Database,
  custody: KeyCustody,
  onStep: (text: string) => void,
): Promise<void> {
  const { file } = custody.settings;
  if (custody.own === null) {
    throw new ConfigError(`${file} is missing; restore it first.`);
  }
  if (custody.own.id === custody.current().id) {
    const { from, to } = await exchangeKeyFile(file);
    onStep(
      `New key ${to.id} in ${file}; the old one is in ${file}.${from.id}.`,
    );
    await custody.look();
  } else if ((await keysOfRotations(db)).has(custody.own.id)) {
    throw new ConfigError(
      `${file} holds a key that was rotated away; put the key in use (${custody.current().id}) there first.`,
    );
  }
  refuseSealed(custody);
  await beginRotation(db, custody, custody.own);
  await custody.look();
}

function refuseSealed({ sealed, settings }: KeyCustody): void {
  if (sealed === null) return;
  throw new ConfigError(
    `${settings.file} does not hold the key of this database, so nothing can be rotated; restore the key file first.`,
  );
}

function unreadableValues(
  unreadable: readonly { table: string; id: string }[],
): ConfigError {
  const [first] = unreadable;
  return new ConfigError(
    `${String(unreadable.length)} sealed values open with no key, the first is ${first?.table ?? ''} ${first?.id ?? ''}; everything else is under the new key. Enter them again, then run this again.`,
  );
}
