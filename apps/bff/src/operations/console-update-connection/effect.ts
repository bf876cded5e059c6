import { jsonb, type Journal } from '@keyward/database';
import { sql } from 'kysely';

import { audit } from '../../audit/note.ts';
import { staleChangesOf } from '../../changes/stale-changes.ts';
import { noteConnectionEvent } from '../../connections/connection-events.ts';
import { readConnectionRow } from '../../connections/connection-record.ts';
import type { EstablishedTrust } from '../../connections/establish-trust.ts';
import type { Notices } from '../../notifications/notices.ts';
import type { Input } from './guard.ts';

export async function effect(
  { journal, notices }: { journal: Journal; notices: Notices },
  changeId: string,
  input: Input,
  established: EstablishedTrust,
): Promise<void> {
  const row = await journal.tx
    .updateTable('connection')
    .set((connection) => ({
      host: input.host,
      port: input.port,
      trust: jsonb(established.trust),
      pinned_certificate: established.pinnedCertificate,
      quarantined_at: null,
      // Another system may stand there: nothing is known of it until it was looked at.
      version: null,
      capabilities: [],
      health: 'unknown',
      health_detail: null,
      checked_at: null,
      last_reached_at: null,
      v: connection('v', '+', 1),
    }))
    .where('id', '=', input.connection)
    .where('deleted_at', 'is', null)
    .returningAll()
    .executeTakeFirstOrThrow();
  const record = readConnectionRow(row);
  noteConnectionEvent(
    journal,
    { ...record, v: row.v },
    'changed',
    `${record.name} leads to another address or trusts another certificate.`,
  );
  audit(journal, {
    code: 'connection.readdressed',
    action: 'change address or trust',
    object: record.id,
    detail: `${record.host}:${String(record.port)} by change ${changeId}`,
  });
  await staleChangesOf(
    journal,
    notices,
    sql<boolean>`connection_id = ${record.id}`,
    'The connection leads to another address or trusts another certificate.',
  );
}
