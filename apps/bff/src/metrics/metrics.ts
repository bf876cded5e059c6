import type {
  AuditSinkStanding,
  ErrorCode,
  RouteName,
} from '@keyward/contract';
import type { DatabaseHandle } from '@keyward/database';
import { collectDefaultMetrics, Counter, Registry } from 'prom-client';

import type { KeyCustody } from '../key-custody/key-custody.ts';
import type { StreamFacts } from '../live/event-hub.ts';
import { registerKeyFigures } from './key-figures.ts';
import { registerSinkFigures } from './sink-figures.ts';
import { registerProcessFigures } from './process-figures.ts';
import { registerTaskFigures } from './task-figures.ts';
import type { UpstreamFigures } from './upstream-figures.ts';

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
  database: Pick<DatabaseHandle, 'db' | 'pool'>;
  streams: () => StreamFacts;
  upstream: Pick<UpstreamFigures, 'registerIn'>;
  keys: Pick<KeyCustody, 'sealed' | 'current'>;
  sinkStandings?: () => Promise<AuditSinkStanding[]>;
}

/** Figures of this process. Labels are words of ours, and the ids of connections; any other id would be a new series each. */
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
  const { db, pool } = parts.database;
  registerProcessFigures({ streams: parts.streams, pool }, registers);
  parts.upstream.registerIn(registry);
  registerTaskFigures(db, registers);
  registerKeyFigures({ db, keys: parts.keys }, registers);
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
