import type { OntapConnection } from './ontap-connection.ts';
import { readPages } from './read-pages.ts';
import { keyManager, keyManagerPage } from './wire/index.ts';
import type { KeyManager } from './wire/index.ts';

export const KEY_MANAGERS_PATH = '/api/security/key-managers';

export interface ListKeyManagersOptions {
  /**
   * Vendor field names; `*` (the default) is everything that is cheap for the cluster. `status` and
   * `external.servers.connectivity` cost it a query to every node and must be named.
   */
  fields?: readonly string[];
  /** Records a page; the cluster's own default when absent. */
  pageSize?: number;
}

export function listKeyManagers(
  connection: OntapConnection,
  { fields = ['*'], pageSize }: ListKeyManagersOptions = {},
): Promise<KeyManager[]> {
  const query = {
    fields: fields.join(','),
    ...(pageSize === undefined ? {} : { max_records: String(pageSize) }),
  };
  return readPages(connection, KEY_MANAGERS_PATH, query, keyManagerPage);
}

export function getKeyManager(
  connection: OntapConnection,
  uuid: string,
): Promise<KeyManager> {
  return connection.get(
    `${KEY_MANAGERS_PATH}/${encodeURIComponent(uuid)}`,
    { fields: '*' },
    keyManager,
  );
}
