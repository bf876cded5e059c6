import type { OntapConnection } from './ontap-connection.ts';
import { cluster } from './wire/index.ts';
import type { Cluster } from './wire/index.ts';

export function getCluster(connection: OntapConnection): Promise<Cluster> {
  return connection.get(
    '/api/cluster',
    { fields: 'name,uuid,version' },
    cluster,
  );
}

/** `9.16.1` */
export function versionText({ version }: Cluster): string {
  return [version.generation, version.major, version.minor].join('.');
}
