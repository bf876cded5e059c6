import { openApiDocument } from '@keyward/contract';
import type { Database } from '@keyward/database';

import type { Mode } from '../config.ts';
import type { Handlers } from '../http/handler.ts';
import { isLoopback } from '../http/loopback.ts';
import { Refusal } from '../http/refusal.ts';
import type { Metrics } from '../metrics/metrics.ts';
import { createDatabaseProbe } from '../metrics/readiness.ts';

export interface SystemRouteParts {
  db: Database;
  mode: Mode;
  egressLoopback: boolean;
  version: string;
  metrics: Metrics;
}

/** For whoever runs the console. */
export function systemRoutes(
  parts: SystemRouteParts,
): Pick<Handlers, 'health' | 'readiness' | 'metrics' | 'openapi'> {
  const { mode, egressLoopback, metrics } = parts;
  const isDatabaseThere = createDatabaseProbe(parts.db);
  let openapi: string | undefined;
  return {
    async health() {
      return { body: { status: 'ok', mode, egressLoopback } };
    },
    async readiness() {
      // The keys need no look: without them the console does not begin to listen.
      const database = await isDatabaseThere();
      return {
        status: database ? 200 : 503,
        body: { status: database ? 'ready' : 'not_ready', database },
      };
    },
    async metrics({ origin }) {
      if (!isLoopback(origin.ip)) throw new Refusal('not_found');
      return {
        text: { type: metrics.contentType, content: await metrics.text() },
      };
    },
    async openapi() {
      openapi ??= JSON.stringify(openApiDocument(parts.version));
      return { text: { type: 'application/json', content: openapi } };
    },
  };
}
