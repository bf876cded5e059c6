import {
  type CallObserver,
  type CallOutcome,
  LONGEST_RETRY_AFTER_MS,
  retryAfterMs,
  type System,
  type UpstreamCall,
  UpstreamError,
} from '@keyward/upstream-http';

const FAILURES_MAXIMUM = 5;
const PAUSE_MS = 30_000;
/** A trial that nobody heard the end of keeps no other waiting for longer than a request may take. */
const LONGEST_TRIAL_MS = 65_000;
const MOST_JITTER_MS = 5_000;
const SILENT_STATUSES = new Set([502, 503, 504]);

interface Gate {
  /** Calls in a row that brought no answer. */
  failures: number;
  closedUntil: number;
  /** When the call that tries a closed gate began; null while none does. */
  triedAt: number | null;
  /** Until when the target asked to be left alone. */
  notBefore: number;
}

/**
 * Keeps calls from a target that does not want or answer them. After five failures in a row nothing is sent to it for
 * 30 s, then one call tries; `Retry-After` is obeyed for up to five minutes. What is kept back was certainly not sent,
 * and says when to try again. Each connection has a gate of its own.
 */
export class CallGate implements CallObserver {
  readonly #gates = new Map<string, Gate>();
  readonly #now: () => number;

  constructor(now: () => number = () => performance.now()) {
    this.#now = now;
  }

  before({ connectionId, system, method }: UpstreamCall): void {
    // Signing out is tried in any case: a session that stays open counts against the account.
    if (connectionId === null || method === 'DELETE') return;
    const gate = this.#gates.get(connectionId);
    if (gate === undefined) return;
    const now = this.#now();
    const waitMs = Math.max(gate.notBefore, gate.closedUntil) - now;
    if (waitMs > 0) throw heldBack(system, waitMs);
    if (gate.failures < FAILURES_MAXIMUM) return;
    if (gate.triedAt !== null && now - gate.triedAt < LONGEST_TRIAL_MS) {
      throw heldBack(system, 1_000);
    }
    gate.triedAt = now;
  }

  after({ connectionId }: UpstreamCall, outcome: CallOutcome): void {
    if (connectionId === null) return;
    const gate = this.#gateOf(connectionId);
    gate.triedAt = null;
    const asked =
      'status' in outcome
        ? retryAfterMs(outcome.status, outcome.headers)
        : undefined;
    if (asked !== undefined) gate.notBefore = this.#now() + jittered(asked);
    const failed = isFailure(outcome);
    if (failed === null) return;
    gate.failures = failed ? gate.failures + 1 : 0;
    if (!failed) gate.closedUntil = Number.NEGATIVE_INFINITY;
    else if (gate.failures >= FAILURES_MAXIMUM) {
      gate.closedUntil = this.#now() + PAUSE_MS;
    }
  }

  /** Another address, trust or account: what was learnt does not hold for it. */
  forget(connectionId: string): void {
    this.#gates.delete(connectionId);
  }

  /** Somebody wants to know now whether the target answers; what the target itself asked for still counts. */
  letTry(connectionId: string): void {
    const gate = this.#gates.get(connectionId);
    if (gate === undefined) return;
    gate.closedUntil = Number.NEGATIVE_INFINITY;
    gate.triedAt = null;
  }

  #gateOf(connectionId: string): Gate {
    const gate = this.#gates.get(connectionId) ?? {
      failures: 0,
      closedUntil: Number.NEGATIVE_INFINITY,
      triedAt: null,
      notBefore: Number.NEGATIVE_INFINITY,
    };
    this.#gates.set(connectionId, gate);
    return gate;
  }
}

/** Null when the call says nothing about whether the target answers. */
function isFailure(outcome: CallOutcome): boolean | null {
  if ('status' in outcome) return SILENT_STATUSES.has(outcome.status);
  if (outcome.isCancelled === true) return null;
  const { kind } = outcome.error;
  if (kind === 'unreachable' || kind === 'timeout') return true;
  return kind === 'protocol' ? false : null;
}

/** Several consoles, or several of its calls, do not come back in the same moment. */
function jittered(waitMs: number): number {
  const jitter = Math.random() * Math.min(waitMs / 10, MOST_JITTER_MS);
  return Math.min(waitMs + jitter, LONGEST_RETRY_AFTER_MS);
}

function heldBack(system: System, waitMs: number): UpstreamError {
  return new UpstreamError({
    kind: 'unreachable',
    delivery: 'not_sent',
    facts: { system, messages: [] },
    message: 'The target gets a pause; nothing was sent.',
    retryAfterMs: Math.ceil(waitMs),
  });
}
