import type { OperationId } from '../../operations/operation-id.ts';
import type { ErrorEntry, ErrorTable } from '../explained-error.ts';
import { addKeyServersErrors } from '../ontap-add-key-servers.ts';
import { ONTAP_CERTIFICATES_CREATE } from './certificates-create.ts';
import { ONTAP_CERTIFICATES_DELETE } from './certificates-delete.ts';
import { ONTAP_CERTIFICATES_FROM_AZURE } from './certificates-from-azure.ts';
import { ONTAP_CERTIFICATES_SIGN } from './certificates-sign.ts';
import { ONTAP_COMMON_ERRORS } from './common-errors.ts';
import { ONTAP_JOBS } from './jobs.ts';
import { ONTAP_KEY_MANAGERS_CREATE } from './key-managers-create.ts';
import { ONTAP_KEY_MANAGERS_DELETE } from './key-managers-delete.ts';
import { ONTAP_KEY_MANAGERS_MODIFY } from './key-managers-modify.ts';
import { ONTAP_KEY_MANAGER_STATUS } from './key-managers-status.ts';
import { ONTAP_KEY_RESTORE } from './key-restore.ts';
import { ONTAP_KEY_SERVERS_MODIFY } from './key-servers-modify.ts';
import { ONTAP_KEY_SERVERS_REMOVE } from './key-servers-remove.ts';
import { ONTAP_ONBOARD_KEY_MANAGER } from './onboard-key-manager.ts';

export interface OntapCall {
  call: string;
  operation?: OperationId;
  /** Errors first described at this call. */
  table: ErrorTable;
  /** Codes of other tables that this call answers as well. */
  shared: readonly string[];
}

const OTHER_HALF = ['66060338', '66060339', '66060340'] as const;

/** Vendor calls and their documented codes, the console's own call first: its words win. */
export const ONTAP_CALLS: readonly OntapCall[] = [
  {
    call: 'POST key-servers',
    operation: 'ontap.add-key-servers',
    table: addKeyServersErrors,
    shared: [],
  },
  {
    call: 'PATCH key-servers',
    table: ONTAP_KEY_SERVERS_MODIFY,
    shared: ['65536600', '65536822', '65536824', '65536828', '65536921'],
  },
  {
    call: 'DELETE key-servers',
    table: ONTAP_KEY_SERVERS_REMOVE,
    shared: ['65536600', '65536822', '65536824', '65536828', '65536843'],
  },
  {
    call: 'GET key-managers',
    table: ONTAP_KEY_MANAGER_STATUS,
    shared: [],
  },
  {
    call: 'POST key-managers',
    table: { ...ONTAP_KEY_MANAGERS_CREATE, ...ONTAP_ONBOARD_KEY_MANAGER },
    shared: [
      '65536038',
      '65536821',
      '65536824',
      '65536834',
      '65536852',
      '65536870',
      '65536871',
      ...OTHER_HALF,
    ],
  },
  {
    call: 'PATCH key-managers',
    table: ONTAP_KEY_MANAGERS_MODIFY,
    shared: ['65536821', '65536828', '65536852', '65538120', ...OTHER_HALF],
  },
  {
    call: 'DELETE key-managers',
    table: ONTAP_KEY_MANAGERS_DELETE,
    shared: ['65536828'],
  },
  {
    call: 'POST key-managers restore',
    table: ONTAP_KEY_RESTORE,
    shared: ['65536843'],
  },
  {
    call: 'POST certificates',
    table: { ...ONTAP_CERTIFICATES_CREATE, ...ONTAP_CERTIFICATES_FROM_AZURE },
    shared: [],
  },
  {
    call: 'POST certificates sign',
    table: ONTAP_CERTIFICATES_SIGN,
    shared: ['3735558', '3735588', '3735632', '3735665', '52559974'],
  },
  {
    call: 'DELETE certificates',
    table: ONTAP_CERTIFICATES_DELETE,
    shared: [],
  },
  { call: 'PATCH jobs', table: ONTAP_JOBS, shared: [] },
  { call: 'every call', table: ONTAP_COMMON_ERRORS, shared: [] },
];

/** What the first call that documents a code says of it; for calls that have no words of their own. */
export function ontapEntry(code: string): ErrorEntry | undefined {
  return ONTAP_CALLS.map(({ table }) =>
    Object.hasOwn(table, code) ? table[code] : undefined,
  ).find((entry) => entry !== undefined);
}
