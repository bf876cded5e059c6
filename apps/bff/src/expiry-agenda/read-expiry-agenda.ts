import type {
  AgendaItem,
  AgendaStatus,
  CertificateSummary,
  KnownUse,
  ExpiryAgenda,
  LeadTime,
} from '@keyward/contract';

import {
  type CertificateParts,
  type CertificatesSeen,
  seeCertificates,
} from '../certificates/list-certificates.ts';
import { databaseTime } from '../database-time.ts';
import { agendaStatusAt, lastSafeMoment } from './last-safe-moment.ts';
import { leadTimeOf, type MeasuredChange } from './lead-time.ts';
import { readMeasuredChanges } from './measured-changes.ts';
import { renewalAt, renewedBy, startFor } from './renewal-of.ts';

/** What runs out and until when a renewal can be requested, by how long changes really took here. */
export async function readExpiryAgenda(
  parts: CertificateParts,
  waitSeconds: number,
): Promise<ExpiryAgenda> {
  const seen = await seeCertificates(parts, waitSeconds);
  const measured = await readMeasuredChanges(parts.db);
  const now = new Date(await databaseTime(parts.db));
  const leadOf = leadPerOperation(measured);
  const items = groupByRenewal(seen.uses)
    .map((group) => itemOf(group, seen, leadOf, now))
    .sort(
      (a, b) =>
        a.lastSafeDayToRequest.localeCompare(b.lastSafeDayToRequest) ||
        a.expiresAt.localeCompare(b.expiresAt) ||
        a.subject.localeCompare(b.subject) ||
        a.sha256.localeCompare(b.sha256),
    );
  return {
    items,
    lead: leadOf(null),
    counts: countByStatus(items),
    sources: seen.sources,
  };
}

type LeadOf = (operation: AgendaItem['operation']) => LeadTime;

/** Worked out once for each operation, however many certificates there are. */
function leadPerOperation(measured: readonly MeasuredChange[]): LeadOf {
  const known = new Map<AgendaItem['operation'], LeadTime>();
  return (operation) => {
    const lead = known.get(operation) ?? leadTimeOf(measured, operation);
    known.set(operation, lead);
    return lead;
  };
}

interface Group {
  facts: CertificateSummary;
  uses: [KnownUse, ...KnownUse[]];
}

/** One certificate may be renewed in different ways where it is used in different ways. */
function groupByRenewal(found: CertificatesSeen['uses']): Group[] {
  const groups = new Map<string, Group>();
  for (const { use, facts } of found) {
    if (facts === null) continue;
    const key = `${facts.sha256} ${renewalAt(use.place).howToRenew}`;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, { facts, uses: [use] });
    else group.uses.push(use);
  }
  return [...groups.values()];
}

function itemOf(
  { facts, uses }: Group,
  { connections, renewals }: CertificatesSeen,
  leadOf: LeadOf,
  now: Date,
): AgendaItem {
  const { operation, howToRenew } = renewalAt(uses[0].place);
  const lead = leadOf(operation);
  const lastSafe = lastSafeMoment(facts.notAfter, lead.hours);
  const { sha256, subject, issuer, serialNumber } = facts;
  return {
    sha256,
    subject,
    issuer,
    serialNumber,
    expiresAt: new Date(facts.notAfter).toISOString(),
    expired: Date.parse(facts.notAfter) <= now.getTime(),
    lastSafeDayToRequest: lastSafe.toISOString(),
    status: agendaStatusAt(lastSafe, now),
    lead,
    operation,
    howToRenew,
    uses: uses.map((use) => {
      const connection = connections.find(({ id }) => id === use.connectionId);
      return {
        ...use,
        start: connection === undefined ? null : startFor(use, connection),
        renewedBy: renewedBy(use, renewals),
      };
    }),
  };
}

function countByStatus(
  items: readonly AgendaItem[],
): Record<AgendaStatus, number> {
  const counts = { overdue: 0, due: 0, soon: 0, later: 0 };
  for (const { status } of items) counts[status] += 1;
  return counts;
}
