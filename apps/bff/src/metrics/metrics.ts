import type {
  AuditSinkStanding,
  ErrorCode,
  RouteName,
} from '@keyward/contract';
import type { Database } from '@keyward/database';
import { collectDefaultMetrics, Counter, Gauge, Registry } from 'prom-client';

import type { KeyCustody } from '../key-custody/key-custody.ts';
import { registerKeyFigures } from './key-figures.ts';
import { registerSinkFigures } from './sink-figures.ts';
import { createTaskCounts } from './task-counts.ts';

export interface Metrics {
  /** Counts one answer by its route and the class of its status. `other` is what no route took. */
  observe: (route: RouteName | 'other', status: number) => void;
  /** Counts one refusal by its code. */
  refused: (code: ErrorCode) => void;
  /** Counts one try to deliver a notification by its channel and what became of it. */
  delivered: (channel: string, outcome: 'sent' | 'failed' | 'given_up') => void;
  /** Media type of `text`. */
  contentType: string;
  /** Everything in the Prometheus text format. */
  text: () => Promise<string>;
}

export interface MetricsParts {
  db: Database;
  openStreams: () => number;
  keys: Pick<KeyCustody, 'sealed' | 'current'>;
  sinkStandings?: () => Promise<AuditSinkStanding[]>;
}

/** Figures of this process. Labels are words of ours; an id or an address would be a new series each. */
export function createMetrics(parts: MetricsParts): Metrics {
  const registry = new Registry();
  const registers = [registry];
  collectDefaultMetrics({ register: registry });
  const requests = new Counter({
    name: 'keyward_http_requests_total',
    help: 'Answers by route and class of status.',
    labelNames: ['route', 'class'],
    registers,
  });
  const refusals = new Counter({
    name: 'keyward_refusals_total',
    help: 'Refusals by code.',
    labelNames: ['code'],
    registers,
  });
  const deliveries = new Counter({
    name: 'keyward_deliveries_total',
    help: 'Tries to deliver a notification by channel and outcome.',
    labelNames: ['channel', 'outcome'],
    registers,
  });
  new Gauge({
    name: 'keyward_event_streams',
    help: 'Open event streams.',
    registers,
    collect() {
      this.set(parts.openStreams());
    },
  });
  const countTasks = createTaskCounts(parts.db);
  new Gauge({
    name: 'keyward_unsettled_tasks',
    help: 'Tasks that are not settled, by state.',
    labelNames: ['state'],
    registers,
    async collect() {
      for (const [state, count] of await countTasks()) {
        this.set({ state }, count);
      }
    },
  });
  registerKeyFigures(parts, registers);
  if (parts.sinkStandings !== undefined) {
    registerSinkFigures(parts.sinkStandings, registers);
  }
  return {
    observe: (route, status) =>
      requests.inc({ route, class: `${String(Math.floor(status / 100))}xx` }),
    refused: (code) => refusals.inc({ code }),
    delivered: (channel, outcome) => deliveries.inc({ channel, outcome }),
    contentType: registry.contentType,
    text: () => registry.metrics(),
  };
}
