import {
  type CertificateSummary,
  changeState,
  OPEN_CHANGE_STATES,
  type OpenChange,
  OPERATIONS,
} from '@keyward/contract';
import type { Queryable } from '@keyward/database';

import { changeReference } from '../references.ts';
import { readStoredCertificates } from './read-stored-certificates.ts';

const PROVIDER = 'vcenter.update-provider-client-certificate';
const CONNECTION = 'console.update-connection';

/** An open change that puts another certificate in the place of one. */
export type OpenRenewal = {
  change: OpenChange;
  connectionId: string;
  /** What would be in use after it. */
  proposes: CertificateSummary[];
  /** The fingerprint of a certificate that would be trusted; its facts are told by whoever shows it. */
  proposesPin: string | null;
} & (
  | {
      of: 'key_provider';
      trustAuthorityCluster: string;
      provider: string;
    }
  | { of: 'connection' }
);

/** Every open change that replaces a certificate. */
export async function listOpenRenewals(db: Queryable): Promise<OpenRenewal[]> {
  const rows = await db
    .selectFrom('change')
    .select(['id', 'number', 'operation', 'connection_id', 'state', 'input'])
    .where('state', 'in', OPEN_CHANGE_STATES)
    .where('operation', 'in', [PROVIDER, CONNECTION])
    .orderBy('number')
    .execute();
  return Promise.all(
    rows.map(async (row) => {
      const change = {
        changeId: row.id,
        reference: changeReference(row.number),
        state: changeState.parse(row.state),
      };
      if (row.operation === PROVIDER) {
        const { certificate, trustAuthorityCluster, provider } = OPERATIONS[
          PROVIDER
        ].frozen.parse(row.input);
        return {
          of: 'key_provider' as const,
          change,
          connectionId: row.connection_id ?? '',
          trustAuthorityCluster,
          provider,
          proposes: (await readStoredCertificates(certificate)).slice(0, 1),
          proposesPin: null,
        };
      }
      const { connection, trust } = OPERATIONS[CONNECTION].frozen.parse(
        row.input,
      );
      return {
        of: 'connection' as const,
        change,
        connectionId: connection,
        proposes:
          trust.mode === 'ca' ? await readStoredCertificates(trust.pem) : [],
        proposesPin: trust.mode === 'pin' ? trust.sha256 : null,
      };
    }),
  );
}
