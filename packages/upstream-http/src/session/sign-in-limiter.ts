import type { UpstreamError } from '../upstream-error.ts';

const MAX_FAILURES = 2;
const WINDOW_MS = 5 * 60_000;

/** Stops signing in after two refusals within five minutes, so that no upstream account is locked out. */
export class SignInLimiter {
  #failures: { at: number; error: UpstreamError }[] = [];
  readonly #now: () => number;

  /** @param now in ms, by a clock that never jumps */
  constructor(now: () => number = () => performance.now()) {
    this.#now = now;
  }

  /** The refusal to repeat instead of trying again, if trying again is not allowed yet. */
  blockedBy(): UpstreamError | null {
    const since = this.#now() - WINDOW_MS;
    this.#failures = this.#failures.filter(({ at }) => at > since);
    if (this.#failures.length < MAX_FAILURES) return null;
    return this.#failures.at(-1)?.error ?? null;
  }

  recordFailure(error: UpstreamError): void {
    this.#failures.push({ at: this.#now(), error });
  }

  /** Allows no sign-in for the rest of the window. */
  giveUp(error: UpstreamError): void {
    for (let count = 0; count < MAX_FAILURES; count += 1) {
      this.recordFailure(error);
    }
  }

  recordSuccess(): void {
    this.#failures = [];
  }
}
