import { KEY_MANAGERS_PATH } from './key-managers.ts';
import type { OntapConnection } from './ontap-connection.ts';
import { readPages } from './read-pages.ts';
import { keyServer, keyServerPage } from './wire/index.ts';
import type { KeyServer } from './wire/index.ts';

export interface ReadKeyServersOptions {
  /** Also ask each node whether it reaches the server; slow and costly for the cluster. */
  connectivity?: boolean;
}

const CONNECTIVITY_FIELDS =
  'connectivity.cluster_availability,connectivity.node_states';

export function listKeyServers(
  connection: OntapConnection,
  keyManager: string,
  options: ReadKeyServersOptions = {},
): Promise<KeyServer[]> {
  return readPages(
    connection,
    keyServersPath(keyManager),
    { fields: fieldsFor(options) },
    keyServerPage,
  );
}

/** @param server `host:port` as ONTAP stores it. */
export function getKeyServer(
  connection: OntapConnection,
  keyManager: string,
  server: string,
  options: ReadKeyServersOptions = {},
): Promise<KeyServer> {
  const path = `${keyServersPath(keyManager)}/${encodeURIComponent(server)}`;
  return connection.get(path, { fields: fieldsFor(options) }, keyServer);
}

function keyServersPath(keyManager: string): string {
  return `${KEY_MANAGERS_PATH}/${encodeURIComponent(keyManager)}/key-servers`;
}

function fieldsFor({ connectivity = false }: ReadKeyServersOptions): string {
  return connectivity ? `*,${CONNECTIVITY_FIELDS}` : '*';
}
