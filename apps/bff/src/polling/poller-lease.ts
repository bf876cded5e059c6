import type { Database } from '@keyward/database';
import { sql } from 'kysely';

const LEASE_SECONDS = 12;
const RENEW_MS = 4_000;

/**
 * The right of one replica to ask one target about its tasks: 12 s by the database's clock, renewed every 4 s. The fence
 * grows with each holder, so that what a replica writes after it lost the lease is refused.
 */
export class PollerLease {
  readonly #db: Database;
  readonly #connectionId: string;
  readonly #owner: string;
  #fence: number | null = null;
  /** By the process's own clock, counted from before the database was asked: never later than the lease itself. */
  #until = Number.NEGATIVE_INFINITY;
  #renewal: NodeJS.Timeout | undefined;

  constructor(db: Database, connectionId: string, owner: string) {
    this.#db = db;
    this.#connectionId = connectionId;
    this.#owner = owner;
  }

  /** The fence under which this replica may ask and write now; null while it may not. */
  get fence(): number | null {
    return performance.now() < this.#until ? this.#fence : null;
  }

  /** Takes the lease when it is free, and tells whether it is ours now. */
  async take(): Promise<boolean> {
    if (this.fence !== null) return true;
    const askedAt = performance.now();
    const { rows } = await sql<{ fence: number }>`
      insert into connection_poller as held (connection_id, owner, fence, lease_until)
      values (${this.#connectionId}, ${this.#owner}, 1, now() + make_interval(secs => ${LEASE_SECONDS}))
      on conflict (connection_id) do update
        set owner = excluded.owner, fence = held.fence + 1, lease_until = excluded.lease_until
        where held.lease_until <= now()
      returning fence`.execute(this.#db);
    const taken = rows[0];
    if (taken === undefined) return false;
    this.#fence = taken.fence;
    this.#holdFrom(askedAt);
    clearInterval(this.#renewal);
    this.#renewal = setInterval(() => void this.#renew(), RENEW_MS).unref();
    return true;
  }

  /** Lets another replica take over at once. */
  async release(): Promise<void> {
    clearInterval(this.#renewal);
    const fence = this.#fence;
    this.#fence = null;
    this.#until = Number.NEGATIVE_INFINITY;
    if (fence === null) return;
    await sql`
      update connection_poller set lease_until = now()
      where connection_id = ${this.#connectionId} and fence = ${fence}`.execute(
      this.#db,
    );
  }

  /** A database that does not answer costs the lease only when it stays silent for as long as the lease. */
  async #renew(): Promise<void> {
    const fence = this.#fence;
    if (fence === null) return;
    const askedAt = performance.now();
    const { rows } = await sql<{ fence: number }>`
      update connection_poller
      set lease_until = now() + make_interval(secs => ${LEASE_SECONDS})
      where connection_id = ${this.#connectionId} and fence = ${fence} and lease_until > now()
      returning fence`
      .execute(this.#db)
      .catch(() => ({ rows: null }));
    if (rows === null || this.#fence !== fence) return;
    if (rows.length === 0) {
      clearInterval(this.#renewal);
      this.#until = Number.NEGATIVE_INFINITY;
      return;
    }
    this.#holdFrom(askedAt);
  }

  #holdFrom(askedAt: number): void {
    this.#until = askedAt + LEASE_SECONDS * 1_000;
  }
}
