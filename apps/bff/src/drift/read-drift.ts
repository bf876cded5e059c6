import type { Drift } from '@keyward/contract';
import type { Database } from '@keyward/database';

import { listConnections } from '../connections/connection-record.ts';
import {
  type EstateSweep,
  sourceOf,
} from '../connections/estate/estate-sweep.ts';
import {
  keyManagersIn,
  keyProvidersIn,
  trustedClustersIn,
} from '../connections/estate/swept-items.ts';
import { driftOfCluster } from './drift-of-clusters.ts';
import { driftOfConnections } from './drift-of-connections.ts';
import { driftOfKeyManager } from './drift-of-key-managers.ts';
import { driftOfProvider } from './drift-of-providers.ts';

export interface DriftParts {
  db: Database;
  sweep: Pick<EstateSweep, 'remembered'>;
}

const COLLECTIONS = [
  'trusted-clusters',
  'key-providers',
  'key-managers',
] as const;

/** What needs attention, by what is in memory and in the database: no target is asked for it. */
export async function readDrift({ db, sweep }: DriftParts): Promise<Drift> {
  const swept = await sweep.remembered(COLLECTIONS);
  const items = [
    ...driftOfConnections(await listConnections(db)),
    ...trustedClustersIn(swept).flatMap(driftOfCluster),
    ...keyProvidersIn(swept).flatMap(driftOfProvider),
    ...keyManagersIn(swept).flatMap(driftOfKeyManager),
  ];
  return {
    // Stable: within a severity they stay by kind and by the connection's name.
    items: items.toSorted((a, b) => RANK[a.severity] - RANK[b.severity]),
    sources: swept.map(sourceOf),
  };
}

const RANK = { problem: 0, warning: 1 };
