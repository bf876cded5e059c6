import type { Database } from '@keyward/database';
import { KeyFileError } from '@keyward/secrets';
import { stat } from 'node:fs/promises';
import type { Logger } from 'pino';

import { describeError } from '../http/send-problem.ts';
import type { KeyCustody } from './key-custody.ts';
import { rewrapSealed } from './rewrap-sealed.ts';
import {
  beginRotation,
  endRotation,
  hasOpenRotation,
  keysOfRotations,
} from './rotation.ts';
import { COMMIT_KEY_PLACE } from './sealed-columns.ts';

export interface KeyKeeperParts {
  db: Database;
  custody: KeyCustody;
  log: Logger;
  /** Called when a console that was sealed has its keys. */
  onOpened: () => Promise<void>;
  /** Called when a console that was open has lost track of the key in use. */
  onSealed: () => Promise<void>;
  lookMs?: number;
  settleSeconds?: number;
}

const LOOK_MS = 3_000;
/** A replica that was slow to hear of a rotation may have sealed something under the old key since. */
const STRAGGLERS_EVERY = 20;

/**
 * Keeps the keys as files and database have them, while the console serves: opens a sealed console once its key is
 * back, takes a new key, and brings everything under it. Returns a function that stops it.
 */
export function startKeyKeeper(parts: KeyKeeperParts): () => Promise<void> {
  const { custody, log } = parts;
  let isStopped = false;
  let looks = 0;
  let seen: string | null = null;
  let wasOpen = custody.sealed === null;
  let looking: Promise<void> | null = null;

  const look = async (): Promise<void> => {
    const there = await whatIsThere(parts);
    if (there !== seen || custody.sealed !== null) {
      await custody.look();
      seen = there;
      if (custody.sealed === null) await beginWithOwnKey(parts);
    }
    const { sealed } = custody;
    if (sealed !== null) {
      if (wasOpen) await loseKey(sealed.missing);
      return;
    }
    if (!wasOpen) await open();
    looks += 1;
    await rotate(parts, looks % STRAGGLERS_EVERY === 1, () => isStopped);
  };
  const open = async (): Promise<void> => {
    wasOpen = true;
    log.info({ key: custody.current().id }, 'The key is here; not sealed now.');
    await parts.onOpened();
  };
  /** What was interrupted begins again with the next start only. */
  const loseKey = async (missing: readonly string[]): Promise<void> => {
    stop();
    log.error({ missing }, SEALED_WHILE_RUNNING);
    await parts.onSealed();
  };
  const tick = (): void => {
    looking ??= look()
      .catch((error: unknown) => sayWhy(log, error))
      .finally(() => {
        looking = null;
      });
  };
  const timer = setInterval(tick, parts.lookMs ?? LOOK_MS).unref();
  const stop = (): void => {
    isStopped = true;
    clearInterval(timer);
  };
  tick();
  return async () => {
    stop();
    await looking;
  };
}

/** Changes when the key file or the key in use does. */
async function whatIsThere({ db, custody }: KeyKeeperParts): Promise<string> {
  const facts = await stat(custody.settings.file).catch(() => null);
  const inUse = await db
    .selectFrom('key_material')
    .select('kek_id')
    .where('name', '=', COMMIT_KEY_PLACE.rowId)
    .executeTakeFirst();
  return JSON.stringify([
    facts?.ino,
    facts?.mtimeMs,
    facts?.size,
    inUse?.kek_id,
  ]);
}

const SEALED_WHILE_RUNNING =
  'Sealed: the database uses a key-encryption key that is not on this host. Put it there and start again.';

async function rotate(
  parts: KeyKeeperParts,
  looksForStragglers: boolean,
  isStopped: () => boolean,
): Promise<void> {
  const { db, custody, log } = parts;
  const isOpen = await hasOpenRotation(db);
  if (!isOpen && !looksForStragglers) return;
  const { done, unreadable } = await rewrapSealed(db, custody, isStopped);
  const key = custody.current().id;
  if (done > 0) log.info({ done, key }, 'Sealed values are under the new key.');
  if (unreadable.length > 0) {
    log.error({ unreadable }, 'These sealed values open with no key here.');
  }
  if (!isOpen) return;
  for (const old of await endRotation(db, key, parts.settleSeconds)) {
    log.info(
      { old, key },
      'Nothing needs the old key-encryption key any more.',
    );
  }
}

/** A key file with a key that was never in use is the operator's word that it shall be from now on. */
async function beginWithOwnKey(parts: KeyKeeperParts): Promise<void> {
  const { db, custody, log } = parts;
  const { own } = custody;
  const inUse = custody.current().id;
  if (own === null || own.id === inUse) return;
  if ((await keysOfRotations(db)).has(own.id)) {
    log.warn(
      { held: own.id, inUse },
      'KEYWARD_KEK_FILE holds a key that was rotated away; put the key in use there.',
    );
    return;
  }
  await beginRotation(db, custody, own);
  await custody.look();
}

function sayWhy(log: Logger, error: unknown): void {
  if (error instanceof KeyFileError) {
    log.error({ reason: error.reason }, `KEYWARD_KEK_FILE: ${error.message}`);
    return;
  }
  log.error({ error: describeError(error) }, 'The keys cannot be looked at.');
}
