import type {
  Certificates,
  CertificateSummary,
  KnownCertificate,
} from '@keyward/contract';
import type { Database } from '@keyward/database';

import {
  type ConnectionRecord,
  listConnections,
} from '../connections/connection-record.ts';
import {
  type EstateSweep,
  sourceOf,
} from '../connections/estate/estate-sweep.ts';
import type { FoundUse } from './found-use.ts';
import { listOpenRenewals, type OpenRenewal } from './open-renewals.ts';
import { usesInEstate } from './uses-in-estate.ts';
import { usesInTrust } from './uses-in-trust.ts';

export interface CertificateParts {
  db: Database;
  sweep: Pick<EstateSweep, 'read'>;
}

/** All that is known of certificates, before it is grouped. */
export interface CertificatesSeen {
  connections: ConnectionRecord[];
  uses: FoundUse[];
  renewals: OpenRenewal[];
  sources: Certificates['sources'];
}

export async function seeCertificates(
  { db, sweep }: CertificateParts,
  waitSeconds: number,
): Promise<CertificatesSeen> {
  const swept = await sweep.read(
    ['key-providers', 'key-managers'],
    waitSeconds,
  );
  const [connections, renewals] = await Promise.all([
    listConnections(db),
    listOpenRenewals(db),
  ]);
  const trusted = await Promise.all(connections.map(usesInTrust));
  return {
    connections,
    uses: [...usesInEstate(swept), ...trusted.flat()],
    renewals,
    sources: swept.map(sourceOf),
  };
}

/** Every certificate that the console can see, in use or proposed, with all its places. */
export async function listCertificates(
  parts: CertificateParts,
  waitSeconds: number,
): Promise<Certificates> {
  const seen = await seeCertificates(parts, waitSeconds);
  return {
    items: groupByFingerprint(seen),
    unread: seen.uses
      .filter(({ facts }) => facts === null)
      .map(({ use, name }) => ({ use, name })),
    sources: seen.sources,
  };
}

function groupByFingerprint({
  connections,
  uses,
  renewals,
}: CertificatesSeen): KnownCertificate[] {
  const known = new Map<string, KnownCertificate>();
  const entryOf = (facts: CertificateSummary): KnownCertificate => {
    const entry = known.get(facts.sha256) ?? {
      ...facts,
      uses: [],
      proposedBy: [],
    };
    known.set(facts.sha256, entry);
    return entry;
  };
  for (const { use, facts } of uses) {
    if (facts !== null) entryOf(facts).uses.push(use);
  }
  for (const renewal of renewals) {
    const proposed = renewal.proposes.map(entryOf);
    const pinned = known.get(renewal.proposesPin ?? '');
    for (const entry of [
      ...proposed,
      ...(pinned === undefined ? [] : [pinned]),
    ]) {
      entry.proposedBy.push(proposalOf(renewal, connections));
    }
  }
  return [...known.values()].sort(
    (a, b) =>
      a.notAfter.localeCompare(b.notAfter) ||
      a.subject.localeCompare(b.subject) ||
      a.sha256.localeCompare(b.sha256),
  );
}

function proposalOf(
  renewal: OpenRenewal,
  connections: readonly ConnectionRecord[],
): KnownCertificate['proposedBy'][number] {
  const { change, connectionId } = renewal;
  const name = connections.find(({ id }) => id === connectionId)?.name ?? '';
  return {
    ...change,
    connectionId,
    connectionName: name,
    objectName: renewal.of === 'connection' ? name : renewal.provider,
  };
}
