import type { Database } from '@keyward/database';
import { UpstreamError } from '@keyward/vcenter-client';

import type {
  ClientPool,
  ConnectedClient,
} from '../connections/client-pool.ts';
import { healthOf, recordHealth } from '../connections/connection-health.ts';
import {
  type ConnectionRecord,
  getConnection,
} from '../connections/connection-record.ts';
import { Refusal } from '../http/refusal.ts';
import { backOffMs, tickMs } from './cadence.ts';
import type { PollMethod } from './poll-method.ts';
import { pollMethodOf } from './poll-methods.ts';
import { PollerLease } from './poller-lease.ts';
import {
  type ForeignWatch,
  foreignWatches,
  forgetWatches,
  publishSightings,
  readSightings,
  wantSightings,
} from './shared-watches.ts';
import type { Sighting } from './sighting.ts';

export type Listener = (sighting: Sighting) => void;

export interface WatchParts {
  db: Database;
  clients: Pick<ClientPool, 'openUsable'>;
  /** Names this replica among those of one database. */
  owner: string;
}

interface Watched {
  since: number;
  listeners: Set<Listener>;
}

/** How often a replica without the lease reads what the holder saw, and tries to become the holder. */
const READ_MS = 500;
const TAKE_MS = 1_000;
const RENEW_WISHES_MS = 4_000;
const SHORTEST_PAUSE_MS = 50;

/**
 * The tasks of one connection that this replica follows. While there are any, one loop runs: whoever holds the
 * connection's lease asks the target, once per tick for everybody, and the others read what it saw.
 */
export class ConnectionWatch {
  readonly #parts: WatchParts;
  readonly #place: { connectionId: string; owner: string };
  readonly #lease: PollerLease;
  readonly #watched = new Map<string, Watched>();
  readonly #methods = new WeakMap<ConnectedClient, PollMethod>();
  /** What the other replicas were told last, as they were told it. */
  readonly #published = new Map<string, string>();
  #running: Promise<void> | null = null;
  #wake: (() => void) | null = null;
  #isStopped = false;
  #failures = 0;
  #triedToTakeAt = Number.NEGATIVE_INFINITY;
  #wishedAt = Number.NEGATIVE_INFINITY;
  readonly #wished = new Set<string>();

  constructor(parts: WatchParts, connectionId: string) {
    this.#parts = parts;
    this.#place = { connectionId, owner: parts.owner };
    this.#lease = new PollerLease(parts.db, connectionId, parts.owner);
  }

  add(taskId: string, listener: Listener): () => void {
    const watched = this.#watched.get(taskId) ?? {
      since: performance.now(),
      listeners: new Set<Listener>(),
    };
    this.#watched.set(taskId, watched);
    watched.listeners.add(listener);
    // Who rests because nothing young runs is woken; who rests because the target is silent is not.
    if (this.#failures === 0) this.#wake?.();
    if (!this.#isStopped) this.#running ??= this.#run();
    return () => {
      watched.listeners.delete(listener);
      const isCurrent = this.#watched.get(taskId) === watched;
      if (isCurrent && watched.listeners.size === 0) {
        this.#watched.delete(taskId);
      }
    };
  }

  /** Asks nothing any more, and lets another replica ask at once. */
  async stop(): Promise<void> {
    this.#isStopped = true;
    this.#wake?.();
    await this.#running;
  }

  async #run(): Promise<void> {
    do {
      while (this.#watched.size > 0 && !this.#isStopped) {
        await this.#rest(await this.#turn());
      }
      await this.#leave().catch(() => undefined);
      // Somebody may have come while the lease was given back.
    } while (this.#watched.size > 0 && !this.#isStopped);
    this.#running = null;
  }

  /** One look, by whoever this replica is just now. @returns ms until the next */
  async #turn(): Promise<number> {
    const startedAt = performance.now();
    const since = (wanted: number): number =>
      Math.max(SHORTEST_PAUSE_MS, startedAt + wanted - performance.now());
    try {
      if (await this.#mayAsk()) return since(await this.#ask());
      await this.#readFromHolder();
      return since(READ_MS);
    } catch {
      // The database does not answer: nothing that was seen could be recorded either.
      return since(TAKE_MS);
    }
  }

  async #mayAsk(): Promise<boolean> {
    if (this.#lease.fence !== null) return true;
    const now = performance.now();
    if (now - this.#triedToTakeAt < TAKE_MS) return false;
    this.#triedToTakeAt = now;
    const isTaken = await this.#lease.take();
    if (isTaken && this.#wished.size > 0) {
      this.#wished.clear();
      await forgetWatches(this.#parts.db, this.#place);
    }
    return isTaken;
  }

  /** Asks the target for everybody. @returns ms from the start of this look to the next */
  async #ask(): Promise<number> {
    const foreign = await foreignWatches(this.#parts.db, this.#place);
    const ids = [
      ...new Set([
        ...this.#watched.keys(),
        ...foreign.map(({ upstreamTaskId }) => upstreamTaskId),
      ]),
    ];
    const look = await this.#look(ids);
    for (const [id, sighting] of look.seen) this.#tell(id, sighting);
    await this.#publish(foreign, look.seen);
    if (look.isAnswered) {
      this.#failures = 0;
      return tickMs(this.#youngestAgeMs(foreign));
    }
    this.#failures += 1;
    return backOffMs(this.#failures, look.retryAfterMs);
  }

  async #look(ids: readonly string[]): Promise<{
    seen: ReadonlyMap<string, Sighting>;
    isAnswered: boolean;
    retryAfterMs?: number;
  }> {
    const { db, clients } = this.#parts;
    let record: ConnectionRecord | null = null;
    try {
      record = await getConnection(db, this.#place.connectionId);
      const connected = await clients.openUsable(record);
      const seen = await this.#methodOf(connected)(ids);
      if (record.health !== 'reachable') {
        const found = { health: 'reachable', detail: null } as const;
        await recordHealth(db, record, found).catch(() => undefined);
      }
      return { seen, isAnswered: true };
    } catch (error) {
      if (error instanceof UpstreamError) {
        if (record !== null) await noteHealth(db, record, error);
        const because =
          error.kind === 'unauthenticated' ? 'account_refused' : 'no_answer';
        const { retryAfterMs } = error;
        return {
          seen: allOf(ids, { seen: 'nothing', because }),
          isAnswered: false,
          ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
        };
      }
      if (error instanceof Refusal && error.code === 'connection_quarantined') {
        return { seen: allOf(ids, { seen: 'quarantined' }), isAnswered: false };
      }
      return { seen: new Map(), isAnswered: false };
    }
  }

  /** What was learnt of a target belongs to the client, and so to one address, trust and account. */
  #methodOf(connected: ConnectedClient): PollMethod {
    const method =
      this.#methods.get(connected) ??
      pollMethodOf(connected) ??
      (() => Promise.resolve(new Map<string, Sighting>()));
    this.#methods.set(connected, method);
    return method;
  }

  async #publish(
    foreign: readonly ForeignWatch[],
    seen: ReadonlyMap<string, Sighting>,
  ): Promise<void> {
    const changed = new Map<string, Sighting>();
    const ids = new Set(foreign.map(({ upstreamTaskId }) => upstreamTaskId));
    for (const { upstreamTaskId: id, isNew } of foreign) {
      const sighting = seen.get(id);
      if (sighting === undefined) continue;
      const text = JSON.stringify(sighting);
      if (isNew || this.#published.get(id) !== text) changed.set(id, sighting);
      this.#published.set(id, text);
    }
    for (const id of this.#published.keys()) {
      if (!ids.has(id)) this.#published.delete(id);
    }
    const { fence } = this.#lease;
    if (changed.size === 0 || fence === null) return;
    await publishSightings(this.#parts.db, this.#place, fence, changed);
  }

  async #readFromHolder(): Promise<void> {
    const { db } = this.#parts;
    const ids = [...this.#watched.keys()];
    const gone = [...this.#wished].filter((id) => !this.#watched.has(id));
    if (gone.length > 0) {
      await forgetWatches(db, this.#place, gone);
      for (const id of gone) this.#wished.delete(id);
    }
    const isOld = performance.now() - this.#wishedAt > RENEW_WISHES_MS;
    const fresh = ids.filter((id) => isOld || !this.#wished.has(id));
    if (fresh.length > 0) {
      await wantSightings(db, this.#place, fresh);
      for (const id of fresh) this.#wished.add(id);
      if (isOld) this.#wishedAt = performance.now();
    }
    for (const [id, sighting] of await readSightings(db, this.#place)) {
      this.#tell(id, sighting);
    }
  }

  #tell(id: string, sighting: Sighting): void {
    for (const listener of [...(this.#watched.get(id)?.listeners ?? [])]) {
      listener(sighting);
    }
  }

  #youngestAgeMs(foreign: readonly ForeignWatch[]): number {
    const now = performance.now();
    let youngest = Number.POSITIVE_INFINITY;
    for (const { since } of this.#watched.values()) {
      youngest = Math.min(youngest, now - since);
    }
    for (const { ageMs } of foreign) youngest = Math.min(youngest, ageMs);
    return youngest;
  }

  #rest(ms: number): Promise<void> {
    if (this.#isStopped) return Promise.resolve();
    const restingSince = performance.now();
    return new Promise((resolve) => {
      let timer: NodeJS.Timeout;
      const end = (): void => {
        clearTimeout(timer);
        this.#wake = null;
        resolve();
      };
      timer = setTimeout(end, ms).unref();
      this.#wake = () => {
        if (this.#isStopped) return end();
        // A newcomer is young: it is looked at as soon as the tick of the young allows.
        const rested = performance.now() - restingSince;
        const left = Math.min(ms, tickMs(0)) - rested;
        clearTimeout(timer);
        timer = setTimeout(end, Math.max(0, left)).unref();
      };
    });
  }

  async #leave(): Promise<void> {
    this.#failures = 0;
    this.#published.clear();
    const hasWished = this.#wished.size > 0;
    this.#wished.clear();
    this.#triedToTakeAt = Number.NEGATIVE_INFINITY;
    await this.#lease.release();
    if (hasWished) await forgetWatches(this.#parts.db, this.#place);
  }
}

function allOf(
  ids: readonly string[],
  sighting: Sighting,
): Map<string, Sighting> {
  return new Map(ids.map((id) => [id, sighting]));
}

async function noteHealth(
  db: Database,
  record: ConnectionRecord,
  error: UpstreamError,
): Promise<void> {
  const finding = healthOf(error);
  if (finding === null || finding.health === record.health) return;
  await recordHealth(db, record, finding).catch(() => undefined);
}
