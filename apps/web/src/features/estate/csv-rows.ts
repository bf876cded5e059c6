import type { Collection, EstateItem } from '@keyward/contract';
import { say } from '@keyward/messages';

import type { CsvColumn } from '../../list/csv.ts';
import { addressText } from './address-text.ts';

/** One line of the file: column title to value. */
export type CsvRow = Readonly<Record<string, string | null>>;

const ADDRESS = say('estate.address');
const CLUSTER = say('estate.cluster');
const CONNECTIVITY = say('estate.connectivity');
const GROUP = say('estate.group');
const HEALTH = say('estate.health');
const ID = say('estate.id');
const NAME = say('estate.name');
const SERVER = say('estate.server');
const SERVICE = say('estate.key-provider-service');
const STATE = say('estate.state');
const TRUST_AUTHORITY_CLUSTER = say('estate.trust-authority-cluster');

/** The lines of one item: one for each thing that hangs below it, or one for itself. */
const ROWS: {
  readonly [C in Collection]: (item: EstateItem<C>) => CsvRow[];
} = {
  'trusted-clusters': (item) => {
    const cluster = { [CLUSTER]: item.name, [ID]: item.id };
    const rows = [
      ...item.services.map((each) => ({
        ...cluster,
        [SERVICE]: each.service,
        [ADDRESS]: addressText(each.address),
        [GROUP]: each.group,
        [TRUST_AUTHORITY_CLUSTER]: each.trustAuthorityCluster,
        [HEALTH]: each.applied?.health ?? say('estate.not-applied'),
      })),
      ...item.drift.map((each) => ({
        ...cluster,
        [SERVICE]: say('estate.not-registered'),
        [ADDRESS]: addressText(each.address),
        [HEALTH]: each.health,
      })),
    ];
    return rows.length === 0 ? [cluster] : rows;
  },
  'key-provider-services': (item) => [
    {
      [NAME]: item.name,
      [SERVICE]: item.id,
      [ADDRESS]: addressText(item.address),
      [GROUP]: item.group,
      [TRUST_AUTHORITY_CLUSTER]: item.trustAuthorityCluster,
    },
  ],
  'trust-authority-clusters': (item) => [
    { [NAME]: item.name, [ID]: item.id, [STATE]: item.state },
  ],
  'key-providers': (item) => {
    const provider = {
      [NAME]: item.name,
      [TRUST_AUTHORITY_CLUSTER]: item.trustAuthorityCluster,
      [HEALTH]: item.health,
      [say('estate.client-certificate-half')]:
        item.clientCertificate?.subject ?? null,
      [say('estate.valid-until')]: item.clientCertificate?.notAfter ?? null,
      [say('estate.fingerprint')]: item.clientCertificate?.sha256 ?? null,
      [say('estate.open-csr')]: item.csr?.subject ?? null,
    };
    const rows = item.servers.map((each) => ({
      ...provider,
      [SERVER]: each.name,
      [ADDRESS]: addressText(each.address),
      [say('estate.health-of-the-server')]: each.health,
      [say('estate.trusts-server')]: yesOrNo(each.clientTrustsServer),
      [say('estate.trusted-by-server')]: yesOrNo(each.serverTrustsClient),
    }));
    return rows.length === 0 ? [provider] : rows;
  },
  'native-providers': (item) => [
    {
      [NAME]: item.name,
      [say('estate.type')]: item.type,
      [say('estate.key-id')]: item.keyId,
      [say('estate.known-because')]: item.knownBecause,
    },
  ],
  'key-managers': (item) => {
    const manager = {
      [NAME]: item.name,
      [ID]: item.id,
      [say('estate.scope')]: item.scope,
      [say('estate.type')]: item.kind,
    };
    const rows = item.servers.map((each) => ({
      ...manager,
      [SERVER]: each.server,
      [CONNECTIVITY]: each.connectivity,
      [say('estate.nodes')]: each.nodes
        .map((node) => `${node.node}: ${node.state}`)
        .join('; '),
      [say('estate.timeout')]:
        each.timeoutSeconds === null ? null : String(each.timeoutSeconds),
      [say('estate.user')]: each.username,
    }));
    return rows.length === 0 ? [manager] : rows;
  },
};

function yesOrNo(value: boolean | null): string {
  if (value === null) return say('estate.unknown');
  return value ? say('estate.yes') : say('estate.no');
}

export function csvRowsOf<C extends Collection>(
  collection: C,
  items: readonly EstateItem<C>[],
): CsvRow[] {
  const rowsOf: (item: EstateItem<C>) => CsvRow[] = ROWS[collection];
  return items.flatMap(rowsOf);
}

/** A column for every title that any of the rows has, in the order in which they come. */
export function columnsOf(rows: readonly CsvRow[]): CsvColumn<CsvRow>[] {
  const titles = new Set(rows.flatMap((row) => Object.keys(row)));
  return [...titles].map((title) => ({
    title,
    value: (row) => row[title] ?? null,
  }));
}
