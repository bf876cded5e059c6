import { randomBytes } from 'node:crypto';

/** Sessions of one account at the same time; above it vCenter answers 503. */
const SESSION_CAP = 550;
/** A session ends this long after sign-in, however busy it is. */
const ABSOLUTE_LIMIT_MS = 10 * 3_600_000;

export interface Session {
  user: string;
  createdAt: number;
  lastUsedAt: number;
}

/** The sessions of one simulated vCenter. They live in memory: a restarted vCenter knows none. */
export class SessionTable {
  readonly #sessions = new Map<string, Session>();
  /** Sessions of clients that never sign out; nobody uses them. */
  readonly #forgotten = new Set<string>();
  readonly #idleMs: number;

  constructor(idleSeconds: number) {
    this.#idleMs = idleSeconds * 1000;
  }

  /** A new token, or null at the cap. */
  create(user: string, now: number): string | null {
    this.#dropEnded(now);
    const open = [...this.#sessions.values()].filter(
      (session) => session.user === user,
    );
    if (open.length >= SESSION_CAP) return null;
    const token = randomBytes(16).toString('hex');
    this.#sessions.set(token, { user, createdAt: now, lastUsedAt: now });
    return token;
  }

  /** The session of a token; looking it up counts as use. */
  use(token: string | undefined, now: number): Session | null {
    this.#dropEnded(now);
    const session = token === undefined ? undefined : this.#sessions.get(token);
    if (!session) return null;
    session.lastUsedAt = now;
    return session;
  }

  delete(token: string | undefined): boolean {
    return token !== undefined && this.#sessions.delete(token);
  }

  /** Opens sessions up to the cap, as clients that never sign out do. */
  fill(user: string, now: number): void {
    let token = this.create(user, now);
    while (token !== null) {
      this.#forgotten.add(token);
      token = this.create(user, now);
    }
  }

  /** Ends what {@link fill} opened. */
  endForgotten(): void {
    for (const token of this.#forgotten) this.#sessions.delete(token);
    this.#forgotten.clear();
  }

  get size(): number {
    return this.#sessions.size;
  }

  clear(): void {
    this.#sessions.clear();
  }

  #dropEnded(now: number): void {
    for (const [token, { createdAt, lastUsedAt }] of this.#sessions) {
      if (
        now - lastUsedAt > this.#idleMs ||
        now - createdAt > ABSOLUTE_LIMIT_MS
      ) {
        this.#sessions.delete(token);
      }
    }
  }
}
