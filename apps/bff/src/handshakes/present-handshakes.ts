import type { Handshakes } from '@keyward/contract';
import type { Queryable } from '@keyward/database';

import type { ChangeRecord } from '../changes/change-record.ts';
import { anyOperation } from '../operations/registry.ts';
import { type HandshakeRow, readHandshakeRows } from './handshake-rows.ts';

/** What the key servers of a change answered, and whether somebody is asking them now. */
export async function presentHandshakes(
  db: Queryable,
  { id, operation }: Pick<ChangeRecord, 'id' | 'operation'>,
): Promise<Handshakes> {
  if (anyOperation(operation).keyServers === undefined) {
    return { state: 'not_needed', items: [] };
  }
  const rows = await readHandshakeRows(db, id);
  return {
    state: stateOf(rows),
    // At most four stand in an input, so their pointers sort as they stand there.
    items: rows
      .flatMap(({ result }) => result ?? [])
      .toSorted((one, other) =>
        (one.field ?? '').localeCompare(other.field ?? ''),
      ),
  };
}

export function stateOf(
  rows: readonly Pick<HandshakeRow, 'state'>[],
): Exclude<Handshakes['state'], 'not_needed'> {
  const states = new Set(rows.map(({ state }) => state));
  if (states.has('running')) return 'running';
  // No row at all: it was never begun.
  return states.has('lost') || states.size === 0 ? 'interrupted' : 'done';
}
