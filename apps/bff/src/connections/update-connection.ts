import type { Connection } from '@keyward/contract';
import { transact } from '@keyward/database';
import { seal, Secret } from '@keyward/secrets';
import { sql } from 'kysely';

import { audit } from '../audit/note.ts';
import type { Origin } from '../http/handler.ts';
import { Refusal, refuseField } from '../http/refusal.ts';
import type { Caller } from '../people/caller.ts';
import { requireFreshProof } from '../people/fresh-proof.ts';
import { presentOne } from './check-connection.ts';
import { noteConnectionEvent } from './connection-events.ts';
import type { ConnectionUpdate } from './connection-input.ts';
import type { ConnectionParts } from './connection-parts.ts';
import { getConnection, readConnectionRow } from './connection-record.ts';

/** Name, description, or a new password of the same account. Address and trust are not changed this way. */
export async function updateConnection(
  parts: ConnectionParts,
  id: string,
  input: ConnectionUpdate,
  caller: Caller,
  origin: Origin,
): Promise<Connection> {
  const record = await getConnection(parts.db, id);
  const { credential } = input;
  if (credential !== undefined) await requireFreshProof(parts.db, caller);
  if (credential !== undefined && credential.username !== record.username) {
    throw refuseField(
      '/credential/username',
      'other_account',
      'Only the password of the same account can be renewed here.',
    );
  }
  const sealed =
    credential === undefined
      ? null
      : await seal(
          parts.kek,
          { table: 'connection', column: 'credential', rowId: id },
          new Secret(credential.password),
        );
  await transact(parts.db, async (journal) => {
    const taken =
      input.name === undefined
        ? undefined
        : await journal.tx
            .selectFrom('connection')
            .select('id')
            .where(sql`lower(name)`, '=', input.name.toLowerCase())
            .where('deleted_at', 'is', null)
            .where('id', '<>', id)
            .executeTakeFirst();
    if (taken !== undefined) {
      throw refuseField(
        '/name',
        'duplicate_name',
        'Another connection has this name.',
      );
    }
    const row = await journal.tx
      .updateTable('connection')
      .set((change) => ({
        v: change('v', '+', 1),
        ...(input.name === undefined ? {} : { name: input.name }),
        ...(input.description === undefined
          ? {}
          : { description: input.description }),
        ...(sealed === null
          ? {}
          : {
              credential: sealed,
              credential_set_at: sql<Date>`now()`,
              credential_set_by: caller.person.id,
            }),
      }))
      .where('id', '=', id)
      .where('deleted_at', 'is', null)
      .returningAll()
      .executeTakeFirst();
    if (row === undefined) throw new Refusal('not_found');
    if (sealed !== null) {
      await parts.notices.credentialRenewed(journal, row, caller.person);
    }
    noteConnectionEvent(
      journal,
      { ...readConnectionRow(row), v: row.v },
      'changed',
      `${row.name} was changed.`,
    );
    audit(journal, {
      code:
        sealed === null
          ? 'connection.updated'
          : 'connection.credential_renewed',
      caller,
      origin,
      action: sealed === null ? 'update connection' : 'renew credential',
      object: id,
    });
  });
  await parts.clients.forget(id);
  return presentOne(parts, id);
}
