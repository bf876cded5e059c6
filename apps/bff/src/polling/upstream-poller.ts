import {
  ConnectionWatch,
  type Listener,
  type WatchParts,
} from './connection-watch.ts';

/**
 * Follows tasks that targets run, at a cost that does not grow with their number or with who looks on: one list call
 * per connection and tick, from one replica. No waiting task, no call.
 */
export class UpstreamPoller {
  readonly #parts: WatchParts;
  readonly #connections = new Map<string, ConnectionWatch>();

  constructor(parts: WatchParts) {
    this.#parts = parts;
  }

  /** Tells `listener` what each look sees of an upstream task until the returned function is called. */
  watch(connectionId: string, taskId: string, listener: Listener): () => void {
    const watch =
      this.#connections.get(connectionId) ??
      new ConnectionWatch(this.#parts, connectionId);
    this.#connections.set(connectionId, watch);
    return watch.add(taskId, listener);
  }

  /** Asks nothing any more, and gives all leases back. */
  async stop(): Promise<void> {
    await Promise.all(
      [...this.#connections.values()].map((watch) => watch.stop()),
    );
  }
}
