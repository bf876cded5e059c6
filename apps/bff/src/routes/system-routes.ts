import { openApiDocument } from '@keyward/contract';
import type { Database } from '@keyward/database';

import type { Mode } from '../config.ts';
import type { Handlers } from '../http/handler.ts';
import { Refusal } from '../http/refusal.ts';
import type { SealedReason } from '../key-custody/sealed-words.ts';
import type { Metrics } from '../metrics/metrics.ts';
import { createDatabaseProbe } from '../metrics/readiness.ts';

export interface SystemRouteParts {
  db: Database;
  mode: Mode;
  egressLoopback: boolean;
  version: string;
  metrics: Metrics;
  sealedBecause: () => SealedReason | null;
}

/** For whoever runs the console. */
export function systemRoutes(
  parts: SystemRouteParts,
): Pick<Handlers, 'health' | 'readiness' | 'metrics' | 'openapi'> {
  const { mode, egressLoopback, metrics, sealedBecause } = parts;
  const isDatabaseThere = createDatabaseProbe(parts.db);
  let openapi: string | undefined;
  return {
    async health() {
      const status = sealedBecause() === null ? 'ok' : 'sealed';
      return { body: { status, mode, egressLoopback } };
    },
    async readiness() {
      const database = await isDatabaseThere();
      // Ready also while sealed: what it cannot do it refuses itself, and people shall read there what is wrong.
      return {
        status: database ? 200 : 503,
        body: {
          status: database ? 'ready' : 'not_ready',
          database,
          sealed: sealedBecause() !== null,
        },
      };
    },
    async metrics({ isAskedHere }) {
      if (!isAskedHere) throw new Refusal('not_found');
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
