import type { Collection, EstateSource } from '@keyward/contract';

import { createTurnstile } from '../../turnstile.ts';
import type { ConnectionRecord } from '../connection-record.ts';
import {
  type EstateCache,
  REFRESH_LIMIT_MS,
  type Remembered,
} from './estate-cache.ts';
import { COLLECTION_READERS } from './registry.ts';
import { waitAtMost } from './wait-at-most.ts';

/** Targets that are read at once for answers about all of them. */
const MOST_AT_ONCE = 16;

/** One collection of one connection, as far as it is known. */
export interface Swept {
  record: ConnectionRecord;
  collection: Collection;
  remembered: Remembered | null;
}

export interface SweepParts {
  list: () => Promise<ConnectionRecord[]>;
  estate: Pick<EstateCache, 'read' | 'remembered'>;
}

/**
 * Reads collections of every connection that has them through the cache of single ones. A target that is slow holds its
 * own place only: the answer is given when the time is over, with what is known by then.
 */
export class EstateSweep {
  readonly #parts: SweepParts;
  readonly #turnstile = createTurnstile(MOST_AT_ONCE);
  /** Reads that wait for their place or go on, by connection and collection. */
  readonly #reads = new Map<string, Promise<void>>();

  constructor(parts: SweepParts) {
    this.#parts = parts;
  }

  /** What is known now of these collections; what is not fresh is read anew and waited for, up to `waitSeconds` in all. */
  async read(
    collections: readonly Collection[],
    waitSeconds: number,
  ): Promise<Swept[]> {
    const places = await this.#places(collections);
    const reads = places
      .filter(({ remembered }) => remembered?.isFresh !== true)
      .map(({ record, collection }) => this.#refresh(record, collection));
    // Where nobody waited, the connections are the ones that were just listed.
    if (reads.length === 0 || waitSeconds === 0) {
      return places.map((place) => this.#lookAt(place));
    }
    await waitAtMost(Promise.all(reads), waitSeconds * 1000);
    return this.#places(collections);
  }

  /** What is known now, without asking any target. */
  remembered(collections: readonly Collection[]): Promise<Swept[]> {
    return this.#places(collections);
  }

  async #places(collections: readonly Collection[]): Promise<Swept[]> {
    const records = await this.#parts.list();
    return collections.flatMap((collection) =>
      records
        .filter((record) => hasCollection(record, collection))
        .map((record) => this.#lookAt({ record, collection })),
    );
  }

  #lookAt({ record, collection }: Pick<Swept, 'record' | 'collection'>): Swept {
    return { record, collection, remembered: this.#look(record, collection) };
  }

  #look(record: ConnectionRecord, collection: Collection): Remembered | null {
    const found = this.#parts.estate.remembered(record, collection);
    if (!this.#reads.has(keyOf(record, collection))) return found;
    const answer = found?.answer ?? { items: [], observedAt: null };
    return {
      answer: { ...answer, refreshing: true },
      isFresh: found?.isFresh ?? false,
    };
  }

  #refresh(record: ConnectionRecord, collection: Collection): Promise<void> {
    const key = keyOf(record, collection);
    const under = this.#reads.get(key);
    if (under !== undefined) return under;
    const read = this.#turnstile
      .through(() =>
        this.#parts.estate.read(record.id, collection, REFRESH_LIMIT_MS / 1000),
      )
      .then(
        () => undefined,
        // What one target refuses is told where that target is read; it keeps no other out of the answer.
        () => undefined,
      )
      .finally(() => this.#reads.delete(key));
    this.#reads.set(key, read);
    return read;
  }
}

/** How current this part of an answer is. */
export function sourceOf({
  record,
  collection,
  remembered,
}: Swept): EstateSource {
  return {
    connectionId: record.id,
    connectionName: record.name,
    collection,
    observedAt: remembered?.answer.observedAt ?? null,
    refreshing: remembered?.answer.refreshing ?? false,
    stale: remembered?.isFresh !== true,
    problem: remembered?.answer.error?.message ?? null,
  };
}

function keyOf({ id }: ConnectionRecord, collection: Collection): string {
  return `${id}/${collection}`;
}

/** A connection of which nothing is known yet is asked: its answer says why. */
function hasCollection(
  { kind, capabilities, health }: ConnectionRecord,
  collection: Collection,
): boolean {
  const reader = COLLECTION_READERS[collection];
  if (reader.system !== kind) return false;
  const isUnknown = capabilities.length === 0 && health !== 'reachable';
  return isUnknown || capabilities.includes(reader.capability);
}
