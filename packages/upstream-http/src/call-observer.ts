import type { UpstreamError } from './upstream-error.ts';
import type { System, UpstreamRequest } from './upstream-request.ts';

/** One HTTP request to a target, in words that are safe to print: no id, no query value, no secret. */
export interface UpstreamCall {
  system: System;
  /** Null when the call belongs to no stored connection, for instance the first look before one is made. */
  connectionId: string | null;
  method: UpstreamRequest['method'];
  /** Method and path template: `POST /api/cis/tasks?action=list`, `GET /api/cluster/jobs/{}`. */
  label: string;
}

/** How a call ended: any HTTP status is an answer. `tookMs` covers connecting, sending and reading. */
export type CallOutcome =
  | { status: number; headers: Record<string, string>; tookMs: number }
  | {
      error: UpstreamError;
      tookMs: number;
      /** Ended by whoever called, not by the target. */
      isCancelled?: true;
    };

/**
 * Sees every request to a target, sign-in and repetitions included. Both parts are awaited, so an observer can hold a
 * call up or end the process at it. What `before` throws is thrown to the caller instead of sending; `after` must not
 * throw and is told only of calls that were let through.
 */
export interface CallObserver {
  before(call: UpstreamCall): void | Promise<void>;
  after(call: UpstreamCall, outcome: CallOutcome): void | Promise<void>;
}

/** Several observers as one: asked in order, told in the opposite one. */
export function observeAll(observers: readonly CallObserver[]): CallObserver {
  return {
    async before(call) {
      for (const observer of observers) await observer.before(call);
    },
    async after(call, outcome) {
      for (const observer of observers.toReversed()) {
        await observer.after(call, outcome);
      }
    },
  };
}
