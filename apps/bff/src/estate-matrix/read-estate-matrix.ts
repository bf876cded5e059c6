import {
  CAPABILITY_LIFETIMES,
  type EstateMatrix,
  type MatrixRow,
  TARGET_OPERATION_IDS,
  TARGET_OPERATIONS,
  unreadFact,
  type UnreadFact,
  type UpgradeVerdict,
} from '@keyward/contract';
import type { Database } from '@keyward/database';
import { z } from 'zod';

import {
  type ConnectionRecord,
  listConnections,
} from '../connections/connection-record.ts';
import {
  type EstateSweep,
  sourceOf,
  type Swept,
} from '../connections/estate/estate-sweep.ts';
import { availabilityOf } from '../operations/availability.ts';
import {
  TRUST_AUTHORITY_COLLECTIONS,
  trustAuthorityUse,
} from './trust-authority-use.ts';
import { judgeUpgrade } from './upgrade-verdict.ts';

export interface MatrixParts {
  db: Database;
  sweep: Pick<EstateSweep, 'read'>;
}

/** What every connection runs, what can be changed there, and what keeps it from vSphere 9. */
export async function readEstateMatrix(
  { db, sweep }: MatrixParts,
  waitSeconds: number,
): Promise<EstateMatrix> {
  const swept = await sweep.read(TRUST_AUTHORITY_COLLECTIONS, waitSeconds);
  const connections = (await listConnections(db)).map((record) =>
    rowOf(record, swept),
  );
  return {
    connections,
    counts: countByVerdict(connections),
    sources: swept.map(sourceOf),
  };
}

function rowOf(record: ConnectionRecord, swept: readonly Swept[]): MatrixRow {
  const { id, name, kind, version, health, capabilities, row } = record;
  const uses = trustAuthorityUse(record, swept);
  const { verdict, because } = judgeUpgrade({ kind, version, uses });
  return {
    connectionId: id,
    name,
    kind,
    version,
    build: row.build,
    health,
    checkedAt: row.checked_at?.toISOString() ?? null,
    capabilities,
    operations: operationsOn(record),
    verdict,
    because,
    uses,
    removed: capabilities.filter(
      (each) =>
        CAPABILITY_LIFETIMES[each].removedIn !== null &&
        verdict === 'blocks_upgrade',
    ),
    unknown: unknownOf(record, swept),
  };
}

function operationsOn(record: ConnectionRecord): MatrixRow['operations'] {
  return TARGET_OPERATION_IDS.flatMap((operation) => {
    const contract = TARGET_OPERATIONS[operation];
    return contract.system === record.kind
      ? [
          {
            operation,
            title: contract.title,
            ...availabilityOf(contract, record),
          },
        ]
      : [];
  });
}

/** What the last check did not find out, and what could not be read since. */
function unknownOf(
  { id, row, capabilities }: ConnectionRecord,
  swept: readonly Swept[],
): UnreadFact[] {
  const unread = z.array(unreadFact).parse(row.unread);
  const failed = swept.flatMap(({ record, collection, remembered }) => {
    const error = remembered?.answer.error;
    return record.id === id && error !== undefined
      ? [{ what: collection, because: error.message }]
      : [];
  });
  const unchecked =
    capabilities.length === 0 && row.checked_at === null
      ? [{ what: 'capabilities', because: 'It was never checked.' }]
      : [];
  return [...unchecked, ...unread, ...failed];
}

function countByVerdict(
  rows: readonly MatrixRow[],
): Record<UpgradeVerdict, number> {
  const counts = {
    ready: 0,
    blocks_upgrade: 0,
    already_9: 0,
    not_applicable: 0,
    unknown: 0,
  };
  for (const { verdict } of rows) counts[verdict] += 1;
  return counts;
}
