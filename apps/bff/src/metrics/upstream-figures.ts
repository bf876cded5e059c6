import type {
  CallObserver,
  CallOutcome,
  UpstreamCall,
} from '@keyward/upstream-http';
import { Counter, Histogram, type Registry } from 'prom-client';

/** Seconds; the last ones are the limits of a request to a target. */
const BUCKETS = [0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 15, 30, 60];

export interface UpstreamFigures {
  /** Sees the calls; it never holds one up. */
  observer: CallObserver;
  registerIn: (registry: Registry) => void;
}

/**
 * How long targets take and how their calls end, by connection. Its id is the one id that is a label: there are as many
 * connections as somebody has added by hand, and which target is slow is what one wants to know.
 */
export function createUpstreamFigures(): UpstreamFigures {
  const seconds = new Histogram({
    name: 'keyward_upstream_seconds',
    help: 'How long a call to a target took, by connection.',
    labelNames: ['connection'],
    buckets: BUCKETS,
    registers: [],
  });
  const calls = new Counter({
    name: 'keyward_upstream_calls_total',
    help: 'Calls to targets by connection and how they ended: answered, refused, failed, or no answer.',
    labelNames: ['connection', 'outcome'],
    registers: [],
  });
  return {
    observer: {
      before: () => undefined,
      after({ connectionId }: UpstreamCall, outcome: CallOutcome) {
        const connection = connectionId ?? 'none';
        seconds.observe({ connection }, outcome.tookMs / 1000);
        calls.inc({ connection, outcome: wordOf(outcome) });
      },
    },
    registerIn(registry) {
      registry.registerMetric(seconds);
      registry.registerMetric(calls);
    },
  };
}

function wordOf(
  outcome: CallOutcome,
): 'answered' | 'refused' | 'failed' | 'no_answer' | 'cancelled' {
  if ('error' in outcome) {
    return outcome.isCancelled === true ? 'cancelled' : 'no_answer';
  }
  if (outcome.status >= 500) return 'failed';
  return outcome.status >= 400 ? 'refused' : 'answered';
}
