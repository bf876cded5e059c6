import { OPEN_CHANGE_STATES } from '@keyward/contract';
import { transact } from '@keyward/database';
import { sql } from 'kysely';

import { audit } from '../audit/note.ts';
import type { Origin } from '../http/handler.ts';
import { Refusal } from '../http/refusal.ts';
import type { Caller } from '../people/caller.ts';
import { requireFreshProof } from '../people/fresh-proof.ts';
import { readPolicyInForce } from '../policy/policy-in-force.ts';
import { changeReference } from '../references.ts';
import { noteConnectionEvent } from './connection-events.ts';
import type { ConnectionParts } from './connection-parts.ts';
import { readConnectionRow } from './connection-record.ts';

/** @throws Refusal `in_use` while changes or tasks on it are open, or the policy has a rule for it. */
export async function deleteConnection(
  parts: ConnectionParts,
  id: string,
  caller: Caller,
  origin: Origin,
): Promise<void> {
  await requireFreshProof(parts.db, caller);
  await transact(parts.db, async (journal) => {
    // The row lock orders this against a submit that is about to refer to the connection.
    const row = await journal.tx
      .selectFrom('connection')
      .selectAll()
      .where('id', '=', id)
      .where('deleted_at', 'is', null)
      .forUpdate()
      .executeTakeFirst();
    if (row === undefined) throw new Refusal('not_found');
    const open = await journal.tx
      .selectFrom('change')
      .select('number')
      .where('connection_id', '=', id)
      .where('state', 'in', [...OPEN_CHANGE_STATES, 'outcome_unknown'])
      .limit(5)
      .execute();
    if (open.length > 0) {
      throw new Refusal('in_use', {
        detail: `Open changes: ${open.map((change) => changeReference(change.number)).join(', ')}.`,
        nextStep:
          'Withdraw them or let them finish, then remove the connection.',
      });
    }
    const { document } = await readPolicyInForce(journal.tx);
    if (document.targets.some((each) => each.connectionId === id)) {
      throw new Refusal('in_use', {
        detail: 'The policy has a rule for this connection.',
        nextStep:
          'Take the rule out with a change of the policy, then remove the connection.',
      });
    }
    await journal.tx
      .updateTable('connection')
      .set({ deleted_at: sql<Date>`now()` })
      .where('id', '=', id)
      .execute();
    noteConnectionEvent(
      journal,
      { ...readConnectionRow(row), v: row.v + 1 },
      'removed',
      `${row.name} was removed.`,
    );
    audit(journal, {
      code: 'connection.removed',
      caller,
      origin,
      action: 'remove connection',
      object: id,
      detail: row.name,
    });
  });
  await parts.clients.forget(id);
}
