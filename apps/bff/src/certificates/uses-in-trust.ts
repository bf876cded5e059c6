import type { PlaceOfUse } from '@keyward/contract';
import { type CertificateFacts, readCertificate } from '@keyward/pki';

import type { ConnectionRecord } from '../connections/connection-record.ts';
import { summariseFacts } from '../connections/estate/summarise-certificate.ts';
import { type FoundUse, useOf } from './found-use.ts';

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
  const all = pem === null ? [] : await readAll(pem);
  return all.map((facts) => ({
    use: useOf(record, place, record.name),
    name: null,
    facts: summariseFacts(facts),
  }));
}

/** Stored by us after it was read once; what can no longer be read is told by the connection's own page. */
async function readAll(pem: string): Promise<CertificateFacts[]> {
  const read = await readCertificate(pem).catch(() => null);
  return read === null ? [] : [read.leaf, ...read.chain];
}
