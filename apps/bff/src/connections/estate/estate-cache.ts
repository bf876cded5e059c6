import { type Collection, type estateAnswer } from '@keyward/contract';
import type { Database } from '@keyward/database';
import { SealedError } from '@keyward/secrets';
import { UpstreamError } from '@keyward/vcenter-client';
import { setTimeout as wait } from 'node:timers/promises';
import type { z } from 'zod';

import { upstreamCode } from '../../http/error-mapper.ts';
import { Refusal } from '../../http/refusal.ts';
import type { ClientPool, ConnectedClient } from '../client-pool.ts';
import { healthOf, recordHealth } from '../connection-health.ts';
import { type ConnectionRecord, getConnection } from '../connection-record.ts';
import { COLLECTION_READERS } from './registry.ts';

type Answer = z.infer<typeof estateAnswer>;
type Item = Answer['items'][number];

interface Entry {
  /** Versions of the connection and of what is known of it that this was read for. */
  v: number;
  estateVersion: number;
  items: Item[];
  observedAt: number | null;
  /** The same by the monotonic clock. */
  readAt: number;
  refresh: Promise<void> | null;
  error: Answer['error'];
}

const REFRESH_LIMIT_MS = 60_000;

export interface EstateParts {
  db: Database;
  clients: ClientPool;
}

/**
 * What connections report, kept for a while. Reads are single-flight: however many pages look, a target is asked
 * once. Nobody looks, nothing is asked.
 */
export class EstateCache {
  readonly #parts: EstateParts;
  readonly #entries = new Map<string, Entry>();

  constructor(parts: EstateParts) {
    this.#parts = parts;
  }

  /**
   * The collection as known now; a first or stale read waits up to `waitSeconds` for the target.
   *
   * @throws Refusal `not_found`, `operation_unavailable`, `connection_quarantined`
   */
  async read(
    connectionId: string,
    collection: Collection,
    waitSeconds: number,
  ): Promise<Answer> {
    const record = await getConnection(this.#parts.db, connectionId);
    refuseOtherSystem(record, collection);
    const entry = this.#entryOf(record, collection);
    const isFresh =
      performance.now() - entry.readAt < COLLECTION_READERS[collection].freshMs;
    if (!isFresh) entry.refresh ??= this.#refresh(record, collection, entry);
    if (entry.refresh !== null && waitSeconds > 0) {
      await waitAtMost(entry.refresh, waitSeconds * 1000);
    }
    return {
      items: entry.items,
      observedAt:
        entry.observedAt === null
          ? null
          : new Date(entry.observedAt).toISOString(),
      refreshing: entry.refresh !== null,
      ...(entry.error === undefined ? {} : { error: entry.error }),
    };
  }

  /** What was read before a task of ours ended, at whichever replica, is shown and counts as old. */
  #entryOf({ row }: ConnectionRecord, collection: Collection): Entry {
    const key = `${row.id}/${collection}`;
    const held = this.#entries.get(key);
    const { v, estate_version: estateVersion } = row;
    if (held?.v === v && held.estateVersion === estateVersion) return held;
    const entry: Entry = {
      v,
      estateVersion,
      items: held?.v === v ? held.items : [],
      observedAt: held?.v === v ? held.observedAt : null,
      readAt: -Infinity,
      refresh: null,
      error: undefined,
    };
    this.#entries.set(key, entry);
    return entry;
  }

  async #refresh(
    record: ConnectionRecord,
    collection: Collection,
    entry: Entry,
  ): Promise<void> {
    try {
      const connected = await this.#parts.clients.open(record.id);
      entry.items = await readCollection(
        connected,
        collection,
        this.#parts.db,
        record.id,
      );
      entry.observedAt = Date.now();
      entry.readAt = performance.now();
      entry.error = undefined;
      if (record.health !== 'reachable') {
        await recordHealth(this.#parts.db, record, {
          health: 'reachable',
          detail: null,
        });
      }
    } catch (error) {
      entry.error = describe(error);
      const finding = healthOf(error);
      if (finding !== null && finding.health !== record.health) {
        await recordHealth(this.#parts.db, record, finding).catch(
          () => undefined,
        );
      }
    } finally {
      entry.refresh = null;
    }
  }
}

function refuseOtherSystem(
  record: ConnectionRecord,
  collection: Collection,
): void {
  const reader = COLLECTION_READERS[collection];
  if (reader.system !== record.kind) {
    throw new Refusal('not_found', {
      detail: 'This kind of target has no such collection.',
    });
  }
  if (
    record.capabilities.length > 0 &&
    !record.capabilities.includes(reader.capability)
  ) {
    throw new Refusal('operation_unavailable', {
      detail: 'The target’s version does not have this.',
    });
  }
}

async function readCollection(
  connected: ConnectedClient,
  collection: Collection,
  db: Database,
  connectionId: string,
): Promise<Item[]> {
  const reader = COLLECTION_READERS[collection];
  const context = {
    db,
    connectionId,
    signal: AbortSignal.timeout(REFRESH_LIMIT_MS),
  };
  if (reader.system === 'vcenter' && connected.system === 'vcenter') {
    return reader.read({ ...context, client: connected.client });
  }
  if (reader.system === 'esx' && connected.system === 'esx') {
    return reader.read({ ...context, client: connected.client });
  }
  if (reader.system === 'ontap' && connected.system === 'ontap') {
    return reader.read({ ...context, client: connected.client });
  }
  throw new Refusal('not_found', {
    detail: 'This kind of target has no such collection.',
  });
}

async function waitAtMost(work: Promise<void>, limitMs: number): Promise<void> {
  const stop = new AbortController();
  await Promise.race([
    work,
    wait(limitMs, undefined, { signal: stop.signal }).catch(() => undefined),
  ]);
  stop.abort();
}

function describe(error: unknown): NonNullable<Answer['error']> {
  if (error instanceof UpstreamError) {
    return {
      code: upstreamCode(error),
      message: error.facts.messages[0]?.text ?? error.message,
      upstream: error.facts,
    };
  }
  if (error instanceof Refusal) {
    return { code: error.code, message: error.detail ?? 'Not readable now.' };
  }
  if (error instanceof SealedError) {
    return {
      code: 'sealed',
      message: 'Without its key-encryption key the console reads no target.',
    };
  }
  return { code: 'internal', message: 'The console could not read this.' };
}
