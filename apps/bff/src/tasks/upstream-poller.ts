import { type TaskInfo, UpstreamError } from '@keyward/vcenter-client';
import { setTimeout as wait } from 'node:timers/promises';

import type { ClientPool } from '../connections/client-pool.ts';
import { Refusal } from '../http/refusal.ts';

/** What one look at the target says of one of its tasks. */
export type Sighting =
  | { seen: 'task'; info: TaskInfo }
  | { seen: 'forgotten' }
  | { seen: 'nothing'; error: UpstreamError }
  | { seen: 'quarantined' };

type Listener = (sighting: Sighting) => void;

interface Watched {
  listeners: Map<string, Set<Listener>>;
  isRunning: boolean;
}

/** Two list calls a second at most, however many tasks a target runs for us. */
const TICK_MS = 500;
const SLOWEST_TICK_MS = 8_000;

/**
 * Watches tasks that targets run: one batched list call per connection and tick, whoever waits. No waiting task, no
 * call.
 */
export class UpstreamPoller {
  readonly #clients: ClientPool;
  readonly #connections = new Map<string, Watched>();

  constructor(clients: ClientPool) {
    this.#clients = clients;
  }

  /** Tells `listener` what each tick sees of an upstream task until the returned function is called. */
  watch(connectionId: string, taskId: string, listener: Listener): () => void {
    const watched = this.#connections.get(connectionId) ?? {
      listeners: new Map<string, Set<Listener>>(),
      isRunning: false,
    };
    this.#connections.set(connectionId, watched);
    const listeners = watched.listeners.get(taskId) ?? new Set<Listener>();
    watched.listeners.set(taskId, listeners.add(listener));
    if (!watched.isRunning) void this.#run(connectionId, watched);
    return () => {
      listeners.delete(listener);
      if (listeners.size === 0) watched.listeners.delete(taskId);
    };
  }

  async #run(connectionId: string, watched: Watched): Promise<void> {
    watched.isRunning = true;
    let pause = TICK_MS;
    while (watched.listeners.size > 0) {
      const isAnswered = await this.#look(connectionId, watched);
      pause = isAnswered ? TICK_MS : Math.min(pause * 2, SLOWEST_TICK_MS);
      await wait(pause, undefined, { ref: false });
    }
    watched.isRunning = false;
    if (watched.listeners.size === 0) this.#connections.delete(connectionId);
  }

  async #look(connectionId: string, watched: Watched): Promise<boolean> {
    const ids = [...watched.listeners.keys()];
    try {
      const connected = await this.#clients.open(connectionId);
      if (connected.system !== 'vcenter') return false;
      const { found } = await connected.client.tasks.listTasks(ids);
      for (const id of ids) {
        const info = found.get(id);
        tell(
          watched,
          id,
          info === undefined ? { seen: 'forgotten' } : { seen: 'task', info },
        );
      }
      return true;
    } catch (error) {
      if (error instanceof UpstreamError) {
        for (const id of ids) tell(watched, id, { seen: 'nothing', error });
      }
      if (error instanceof Refusal && error.code === 'connection_quarantined') {
        for (const id of ids) tell(watched, id, { seen: 'quarantined' });
      }
      return false;
    }
  }
}

function tell(watched: Watched, id: string, sighting: Sighting): void {
  for (const listener of [...(watched.listeners.get(id) ?? [])]) {
    listener(sighting);
  }
}
