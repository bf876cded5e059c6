import type { ConnectedClient } from '../connections/client-pool.ts';
import type { ConnectionParts } from '../connections/connection-parts.ts';

/** What an operation acts on: a target through its client, or the console itself through its own database. */
export type Reached =
  | { type: 'connection'; connected: ConnectedClient }
  | { type: 'console'; parts: ConnectionParts };

/** Opens the target of a change; null is the console itself. @throws Refusal `not_found`, `connection_quarantined` */
export async function reach(
  parts: ConnectionParts,
  connectionId: string | null,
): Promise<Reached> {
  if (connectionId === null) return { type: 'console', parts };
  return {
    type: 'connection',
    connected: await parts.clients.open(connectionId),
  };
}
