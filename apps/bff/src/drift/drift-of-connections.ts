import type { DriftItem } from '@keyward/contract';

import type { ConnectionRecord } from '../connections/connection-record.ts';

/** What every item says of the connection it is about. */
export function aboutConnection({
  id,
  name,
  kind,
}: Pick<ConnectionRecord, 'id' | 'name' | 'kind'>) {
  return { connectionId: id, connectionName: name, connectionKind: kind };
}

/** Connections that cannot be used; one that was never looked at is no matter yet. */
export function driftOfConnections(
  records: readonly ConnectionRecord[],
): DriftItem[] {
  return records.flatMap((record): DriftItem[] => {
    const { health, row, isQuarantined } = record;
    const about = {
      ...aboutConnection(record),
      severity: 'problem' as const,
      observedAt: row.checked_at?.toISOString() ?? null,
      stale: false,
    };
    if (isQuarantined) return [{ type: 'connection_quarantined', ...about }];
    if (health === 'reachable' || health === 'unknown') return [];
    const detail = row.health_detail;
    return [{ type: 'connection_not_usable', ...about, health, detail }];
  });
}
