import type { PlaceOfUse } from '@keyward/contract';

import type { ConnectionRecord } from '../connections/connection-record.ts';
import { type FoundUse, useOf } from './found-use.ts';
import { readStoredCertificates } from './read-stored-certificates.ts';

/** The certificates by which the console knows a target: the pinned one, or the authorities and what they signed. */
export async function usesInTrust(
  record: ConnectionRecord,
): Promise<FoundUse[]> {
  const { trust, row } = record;
  if (trust.mode === 'pin') {
    return found(record, { type: 'connection_pin' }, row.pinned_certificate);
  }
  return [
    ...(await found(record, { type: 'connection_ca' }, trust.pem)),
    ...(await found(record, SHOWN, row.shown_certificate)),
  ];
}

const SHOWN = { type: 'connection_shown' } as const;

async function found(
  record: ConnectionRecord,
  place: PlaceOfUse,
  pem: string | null,
): Promise<FoundUse[]> {
  const all = pem === null ? [] : await readStoredCertificates(pem);
  return all.map((facts) => ({
    use: useOf(record, place, record.name),
    name: null,
    facts,
  }));
}
