import type { Connection } from '@keyward/contract';
import { transact } from '@keyward/database';

import { audit } from '../audit/note.ts';
import type { Origin } from '../http/handler.ts';
import { Refusal } from '../http/refusal.ts';
import type { Caller } from '../people/caller.ts';
import { healthOf, recordHealth } from './connection-health.ts';
import type { ConnectionParts } from './connection-parts.ts';
import {
  type ConnectionRecord,
  getConnection,
  presentConnections,
} from './connection-record.ts';
import { probe, readShownCertificate } from './probe-target.ts';

/**
 * Signs in, reads version and capabilities, and writes what was found.
 *
 * @throws UpstreamError of the attempt. @throws Refusal `connection_quarantined`: nothing is sent before that is decided
 */
export async function checkConnection(
  parts: ConnectionParts,
  record: ConnectionRecord,
): Promise<void> {
  try {
    const probed = await probe(await parts.clients.openUsable(record));
    const { version, capabilities, ...found } = probed;
    await recordHealth(parts.db, record, {
      health: 'reachable',
      detail: null,
      version,
      capabilities,
      facts: {
        ...found,
        shownCertificate: await readShownCertificate(parts, record),
      },
    });
  } catch (error) {
    const finding = healthOf(error);
    if (finding !== null) await recordHealth(parts.db, record, finding);
    throw error;
  }
}

export async function testConnection(
  parts: ConnectionParts,
  id: string,
  caller: Caller,
  origin: Origin,
): Promise<Connection> {
  const record = await getConnection(parts.db, id);
  await transact(parts.db, async (journal) =>
    audit(journal, {
      code: 'connection.tested',
      caller,
      origin,
      action: 'test connection',
      object: id,
    }),
  );
  parts.clients.letTry(id);
  await checkConnection(parts, record);
  return presentOne(parts, id);
}

export async function presentOne(
  parts: Pick<ConnectionParts, 'db'>,
  id: string,
): Promise<Connection> {
  const [presented] = await presentConnections(parts.db, [
    await getConnection(parts.db, id),
  ]);
  if (presented === undefined) throw new Refusal('not_found');
  return presented;
}
