import type { Connection } from '@keyward/contract';
import { jsonb, transact } from '@keyward/database';
import { seal, Secret } from '@keyward/secrets';
import { sql } from 'kysely';
import { v7 as uuidv7 } from 'uuid';

import { audit } from '../audit/note.ts';
import type { Origin } from '../http/handler.ts';
import { refuseField } from '../http/refusal.ts';
import type { Caller } from '../people/caller.ts';
import { requireFreshProof } from '../people/fresh-proof.ts';
import { checkConnection, presentOne } from './check-connection.ts';
import { noteConnectionEvent } from './connection-events.ts';
import type { NewConnection } from './connection-input.ts';
import type { ConnectionParts } from './connection-parts.ts';
import { readConnectionRow } from './connection-record.ts';
import { establishTrust } from './establish-trust.ts';
import { refuseAddress } from './probe-endpoint.ts';

/** Stores trust and a sealed credential. A pin is compared with what the target shows now, before the password is used. */
export async function createConnection(
  parts: ConnectionParts,
  input: NewConnection,
  caller: Caller,
  origin: Origin,
): Promise<Connection> {
  await requireFreshProof(parts.db, caller);
  if (input.kind === 'esx' && input.esxAuth === undefined) {
    throw refuseField('/esxAuth', 'required', 'Choose how this host signs in.');
  }
  if (input.kind !== 'esx' && input.esxAuth !== undefined) {
    throw refuseField(
      '/esxAuth',
      'unknown_field',
      'Only ESX hosts have this choice.',
    );
  }
  await refuseAddress(parts, input.host, input.port);
  const trusted = await establishTrust(parts, input);
  const id = uuidv7();
  const sealed = await seal(
    parts.kek,
    { table: 'connection', column: 'credential', rowId: id },
    new Secret(input.credential.password),
  );
  const record = await transact(parts.db, async (journal) => {
    const row = await journal.tx
      .insertInto('connection')
      .values({
        id,
        name: input.name,
        description: input.description ?? '',
        kind: input.kind,
        host: input.host,
        port: input.port,
        trust: jsonb(trusted.trust),
        pinned_certificate: trusted.pinnedCertificate,
        esx_auth: input.esxAuth ?? null,
        username: input.credential.username,
        credential: sealed,
        credential_set_at: sql<Date>`now()`,
        credential_set_by: caller.person.id,
        version: null,
        capabilities: [],
        health: 'unknown',
        health_detail: null,
      })
      .onConflict((conflict) => conflict.doNothing())
      .returningAll()
      .executeTakeFirst();
    if (row === undefined) {
      throw refuseField(
        '/name',
        'duplicate_name',
        'Another connection has this name.',
      );
    }
    const stored = readConnectionRow(row);
    noteConnectionEvent(
      journal,
      { ...stored, v: row.v },
      'added',
      `${stored.name} was added.`,
    );
    audit(journal, {
      code: 'connection.added',
      caller,
      origin,
      action: 'add connection',
      object: id,
      detail: `${input.kind} ${input.host}:${String(input.port)}`,
    });
    return stored;
  });
  await checkConnection(parts, record).catch(() => undefined);
  return presentOne(parts, id);
}
