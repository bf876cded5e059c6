import type {
  PlaceOfUse,
  CertificateSummary,
  KnownUse,
} from '@keyward/contract';

import type { ConnectionRecord } from '../connections/connection-record.ts';

/** A certificate at one place; without facts where they could not be read. */
export interface FoundUse {
  use: KnownUse;
  /** What the target calls it. */
  name: string | null;
  facts: CertificateSummary | null;
}

export function useOf(
  { id, name, kind }: Pick<ConnectionRecord, 'id' | 'name' | 'kind'>,
  place: PlaceOfUse,
  objectName: string,
): KnownUse {
  return {
    connectionId: id,
    connectionName: name,
    connectionKind: kind,
    place,
    objectName,
  };
}
