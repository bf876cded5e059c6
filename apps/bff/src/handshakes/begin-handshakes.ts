import type { AnyChange } from '@keyward/contract';
import { type Journal, transact } from '@keyward/database';

import { audit } from '../audit/note.ts';
import type { ChangeParts } from '../changes/change-parts.ts';
import { type ChangeRecord, getChange } from '../changes/change-record.ts';
import { presentChange } from '../changes/present-change.ts';
import type { Origin } from '../http/handler.ts';
import { Refusal } from '../http/refusal.ts';
import { anyOperation } from '../operations/registry.ts';
import type { Caller } from '../people/caller.ts';
import { markBegun, readHandshakeRows } from './handshake-rows.ts';
import { stateOf } from './present-handshakes.ts';

/** Marks in the submitting transaction that its key servers will be tried; false when the change has none. */
export async function markNeeded(
  journal: Journal,
  { id, operation }: Pick<ChangeRecord, 'id' | 'operation'>,
): Promise<boolean> {
  if (anyOperation(operation).keyServers === undefined) return false;
  await markBegun(journal.tx, id);
  return true;
}

/** Begins a look unless one is under way, by the database's word: another process may be at it. */
export async function beginAgain(
  parts: Pick<ChangeParts, 'db' | 'handshakes'>,
  change: ChangeRecord,
  note: (journal: Journal) => void = () => undefined,
): Promise<void> {
  if (anyOperation(change.operation).keyServers === undefined) return;
  const isOurs = await transact(parts.db, async (journal) => {
    await journal.tx
      .selectFrom('change')
      .select('id')
      .where('id', '=', change.id)
      .forUpdate()
      .execute();
    const rows = await readHandshakeRows(journal.tx, change.id);
    if (stateOf(rows) === 'running') return false;
    await markBegun(journal.tx, change.id);
    note(journal);
    return true;
  });
  if (isOurs) parts.handshakes.begin(change.id);
}

/**
 * Tries the key servers of a change again on a person's wish. Answers at once; the results come with an event.
 *
 * @throws Refusal `not_found`, `invalid_state`
 */
export async function handshakeAgain(
  parts: ChangeParts,
  id: string,
  { caller, origin }: { caller: Caller; origin: Origin },
): Promise<AnyChange> {
  const change = await getChange(parts.db, id);
  if (anyOperation(change.operation).keyServers === undefined) {
    throw new Refusal('invalid_state', {
      detail: 'This change has no key servers to try.',
    });
  }
  if (change.state !== 'pending' && change.state !== 'approved') {
    throw new Refusal('invalid_state', {
      detail: 'Key servers are tried only until the task has started.',
    });
  }
  await beginAgain(parts, change, (journal) =>
    audit(journal, {
      code: 'change.rechecked',
      caller,
      origin,
      action: 'try key servers again',
      object: change.id,
      changeHash: change.digest,
      detail: change.reference,
    }),
  );
  return presentChange(parts, id, caller);
}
