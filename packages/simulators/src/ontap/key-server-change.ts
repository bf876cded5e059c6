import { changeKeyServerRequest } from '@keyward/ontap-client/wire';
import type { z } from 'zod';
import { parseKeyServerAddress } from './key-server-address.ts';
import { findKeyServer, serversOf } from './key-servers.ts';
import { findKeyManager, type OntapHandler } from './ontap-parts.ts';
import { parseBody } from './parse-body.ts';
import { invalidField, OntapRefusal } from './refusal.ts';
import type { KeyManagerState, KeyServerState } from './state.ts';

type Change = z.output<typeof changeKeyServerRequest>;

const MAX_SECONDARIES = 3;

/** `PATCH …/key-servers/{server}` */
export const changeKeyServer: OntapHandler = (
  { store, context },
  request,
  { uuid, server },
) => {
  const keyManager = findConfigured(findKeyManager(store.value, uuid), server);
  const change = parseBody(request, changeKeyServerRequest);
  const secondaries = checkChange(keyManager, change);
  if (!request.lie) {
    store.update((state) => {
      const stored = findConfigured(findKeyManager(state, uuid), server).server;
      stored.timeout = change.timeout ?? stored.timeout;
      stored.createRemoveTimeout =
        change.create_remove_timeout ?? stored.createRemoveTimeout;
      stored.username = change.username ?? stored.username;
      stored.hasPassword ||= change.password !== undefined;
      stored.secondaries = secondaries ?? stored.secondaries;
    });
    context.recordEffect({
      operation: 'ontap.change-key-server',
      object: `${uuid}/${keyManager.server.server}`,
      detail: { fields: Object.keys(change) },
    });
  }
  return { status: 200, body: {} };
};

/** `DELETE …/key-servers/{server}` */
export const deleteKeyServer: OntapHandler = (
  { store, context },
  request,
  { uuid, server },
) => {
  const { server: found } = findConfigured(
    findKeyManager(store.value, uuid),
    server,
  );
  if (found.holdsOnlyKeys && request.query.get('force') !== 'true') {
    throw new OntapRefusal('65536700', { target: 'server' });
  }
  if (!request.lie) {
    store.update((state) => {
      const { source } = findKeyManager(state, uuid);
      if (source.kind === 'external') {
        source.servers = source.servers.filter(
          (other) => other.server !== found.server,
        );
      }
    });
    context.recordEffect({
      operation: 'ontap.delete-key-server',
      object: `${uuid}/${found.server}`,
    });
  }
  return { status: 200, body: {} };
};

interface Configured {
  keyManager: KeyManagerState;
  server: KeyServerState;
}

function findConfigured(
  keyManager: KeyManagerState,
  server: string | undefined,
): Configured {
  if (keyManager.source.kind !== 'external') throw new OntapRefusal('65536828');
  const found = findKeyServer(keyManager, server);
  if (!found) throw new OntapRefusal('65536843', { target: 'server' });
  return { keyManager, server: found };
}

/** Returns the normalised secondaries when the change names any. */
function checkChange(
  { keyManager, server }: Configured,
  change: Change,
): string[] | undefined {
  if (Object.keys(change).length === 0) throw new OntapRefusal('65536880');
  if (change.port !== undefined) {
    throw new OntapRefusal('65537002', { target: 'port' });
  }
  for (const field of ['timeout', 'create_remove_timeout'] as const) {
    const seconds = change[field];
    if (seconds !== undefined && (seconds < -1 || seconds > 60)) {
      throw invalidField(
        field,
        `The value for "${field}" must be from -1 to 60.`,
      );
    }
  }
  if (
    change.username !== undefined &&
    change.password === undefined &&
    !server.hasPassword
  ) {
    throw new OntapRefusal('65536846', { target: 'password' });
  }
  if (
    change.password !== undefined &&
    change.username === undefined &&
    server.username === null
  ) {
    throw new OntapRefusal('65536845', { target: 'username' });
  }
  return (
    change.secondary_key_servers &&
    checkSecondaries(keyManager, server, change.secondary_key_servers)
  );
}

function checkSecondaries(
  keyManager: KeyManagerState,
  primary: KeyServerState,
  given: readonly string[],
): string[] {
  const target = 'secondary_key_servers';
  const secondaries = given.map((text) => {
    const server = parseKeyServerAddress(text);
    if (server === null) throw new OntapRefusal('65538413', { target });
    return server;
  });
  if (secondaries.length > MAX_SECONDARIES) {
    throw new OntapRefusal('65537400', { target });
  }
  if (new Set(secondaries).size < secondaries.length) {
    throw new OntapRefusal('65538408', { target });
  }
  if (secondaries.includes(primary.server)) {
    throw new OntapRefusal('65538407', { target });
  }
  const primaries = new Set(serversOf(keyManager).map(({ server }) => server));
  if (secondaries.some((server) => primaries.has(server))) {
    throw new OntapRefusal('65538502', { target });
  }
  return secondaries;
}
