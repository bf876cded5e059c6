import { type Collection, type estateAnswer } from '@keyward/contract';
import type { Database } from '@keyward/database';
import { SealedError } from '@keyward/secrets';
import { UpstreamError } from '@keyward/vcenter-client';
import type { z } from 'zod';

import {
  type MonotonicClock,
  ShortMemory,
} from '../../cached-reads/short-memory.ts';
import { upstreamCode } from '../../http/error-mapper.ts';
import { Refusal } from '../../http/refusal.ts';
import type { ClientPool, ConnectedClient } from '../client-pool.ts';
import { healthOf, recordHealth } from '../connection-health.ts';
import { type ConnectionRecord, getConnection } from '../connection-record.ts';
import { COLLECTION_READERS } from './registry.ts';
import { waitAtMost } from './wait-at-most.ts';

type Answer = z.infer<typeof estateAnswer>;
type Item = Answer['items'][number];

/** What is in memory of one collection, and whether a read would answer it without asking the target. */
export interface Remembered {
  answer: Answer;
  isFresh: boolean;
}

interface Entry {
  collection: Collection;
  /** Versions of the connection and of what is known of it that this was read for. */
  v: number;
  estateVersion: number;
  items: Item[];
  observedAt: number | null;
  /** The same by the monotonic clock. */
  readAt: number;
  refresh: Promise<void> | null;
  error: Answer['error'];
  /** The answer as it is sent, from its first use to the next refresh. */
  encoded: Buffer | null;
}

/** One collection as it was read last. */
export interface HeldCollection {
  connectionId: string;
  /** Version of the connection that it was read for. */
  v: number;
  collection: Collection;
  items: readonly Item[];
  /** Milliseconds since 1970; null when it was never read. */
  observedAt: number | null;
}

export const REFRESH_LIMIT_MS = 60_000;

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
  /** Entries whose connection was just seen to be there, at the same version, and to have the collection. */
  readonly #checked: ShortMemory<Entry>;

  constructor(parts: EstateParts, now?: MonotonicClock) {
    this.#parts = parts;
    this.#checked = new ShortMemory(now);
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
    if (!isFresh(entry)) {
      entry.refresh ??= this.#refresh(record, collection, entry);
    }
    if (entry.refresh !== null && waitSeconds > 0) {
      await waitAtMost(entry.refresh, waitSeconds * 1000);
    }
    return answerOf(entry);
  }

  /** Everything that was read here and is still held, however old; asks no target and no database. */
  held(): HeldCollection[] {
    return [...this.#entries].map(
      ([key, { collection, v, items, observedAt }]) => ({
        connectionId: key.slice(0, -collection.length - 1),
        v,
        collection,
        items,
        observedAt,
      }),
    );
  }

  /** Whether `readFresh` may have an answer. */
  holdsFresh(connectionId: string, collection: string): boolean {
    const entry = this.#entries.get(keyOf(connectionId, collection));
    return entry !== undefined && isCurrent(entry);
  }

  /**
   * The answer as `read` gives it, encoded, without asking the target and for the connection at most once a second: null
   * unless it is fresh. A task that ends at this replica makes it old at once, at another one within that second.
   */
  async readFresh(
    connectionId: string,
    collection: string,
  ): Promise<Buffer | null> {
    const key = keyOf(connectionId, collection);
    const held = this.#entries.get(key);
    if (held === undefined) return null;
    // What is to be refused, `read` refuses.
    const entry = await this.#checked
      .find(key, async () => {
        const record = await getConnection(this.#parts.db, connectionId);
        refuseOtherSystem(record, held.collection);
        return this.#entryOf(record, held.collection);
      })
      .catch(() => null);
    return entry === null ? null : encodedOf(entry);
  }

  /** The same without looking the connection up, at once; null where that would be needed. */
  justRead(connectionId: string, collection: string): Buffer | null {
    if (!this.holdsFresh(connectionId, collection)) return null;
    const entry = this.#checked.justFound(keyOf(connectionId, collection));
    return entry === null ? null : encodedOf(entry);
  }

  /** What is in memory of exactly this connection; asks neither the target nor the database. Null when nothing is. */
  remembered(
    { row }: ConnectionRecord,
    collection: Collection,
  ): Remembered | null {
    const entry = this.#entries.get(keyOf(row.id, collection));
    if (entry?.v !== row.v) return null;
    const isCurrentVersion = entry.estateVersion === row.estate_version;
    return {
      answer: answerOf(entry),
      isFresh: isCurrentVersion && isFresh(entry),
    };
  }

  /** A transaction of this replica has ended, and with it perhaps a task or a connection. */
  forgetChecked(): void {
    this.#checked.forgetAll();
  }

  /** What was read before a task of ours ended, at whichever replica, is shown and counts as old. */
  #entryOf({ row }: ConnectionRecord, collection: Collection): Entry {
    const key = keyOf(row.id, collection);
    const held = this.#entries.get(key);
    const { v, estate_version: estateVersion } = row;
    if (held?.v === v && held.estateVersion === estateVersion) return held;
    const entry: Entry = {
      collection,
      v,
      estateVersion,
      items: held?.v === v ? held.items : [],
      observedAt: held?.v === v ? held.observedAt : null,
      readAt: -Infinity,
      refresh: null,
      error: undefined,
      encoded: null,
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
      entry.encoded = null;
    }
  }
}

function keyOf(connectionId: string, collection: string): string {
  return `${connectionId}/${collection}`;
}

function isFresh({ readAt, collection }: Entry): boolean {
  return performance.now() - readAt < COLLECTION_READERS[collection].freshMs;
}

/** Fresh, and nobody is reading it anew. */
function isCurrent(entry: Entry): boolean {
  return entry.refresh === null && isFresh(entry);
}

function encodedOf(entry: Entry): Buffer | null {
  if (!isCurrent(entry)) return null;
  entry.encoded ??= Buffer.from(JSON.stringify(answerOf(entry)));
  return entry.encoded;
}

function answerOf({ items, observedAt, refresh, error }: Entry): Answer {
  return {
    items,
    observedAt: observedAt === null ? null : new Date(observedAt).toISOString(),
    refreshing: refresh !== null,
    ...(error === undefined ? {} : { error }),
  };
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
