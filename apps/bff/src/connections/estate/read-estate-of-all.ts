import type { Collection, EstateOfAll } from '@keyward/contract';

import type { EstateSweep } from './estate-sweep.ts';

/** One collection of every connection that has it. */
export async function readEstateOfAll(
  sweep: Pick<EstateSweep, 'read'>,
  collection: Collection,
  waitSeconds: number,
): Promise<EstateOfAll> {
  const swept = await sweep.read([collection], waitSeconds);
  return {
    connections: swept.map(({ record, remembered }) => ({
      connectionId: record.id,
      name: record.name,
      kind: record.kind,
      health: record.health,
      quarantined: record.isQuarantined,
      answer: remembered?.answer ?? null,
    })),
  };
}
