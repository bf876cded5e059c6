import { digestOf } from '@keyward/approval-proof';
import type { Verification } from '@keyward/contract';
import type { Queryable } from '@keyward/database';

import { checkConnection } from '../../connections/check-connection.ts';
import { getConnection } from '../../connections/connection-record.ts';
import {
  type EstablishedTrust,
  establishTrust,
} from '../../connections/establish-trust.ts';
import { refuseAddress } from '../../connections/probe-endpoint.ts';
import { defineConsoleOperation } from '../define-console-operation.ts';
import { checks, lookOutside } from './checks.ts';
import { effect } from './effect.ts';
import { guard, type Guard, type Input, type K, read } from './guard.ts';
import { plan } from './plan.ts';
import { certificatesOf } from './proposed-certificates.ts';

export const consoleUpdateConnection = defineConsoleOperation<
  K,
  Guard,
  EstablishedTrust
>({
  guard,
  searchWords: (input) => [input.connection, input.host],
  certificates: async ({ trust }, observed) => [
    ...(await certificatesOf(trust)).map((sha256) => ({
      sha256,
      use: 'proposed' as const,
    })),
    ...[observed.trust.sha256]
      .flat()
      .map((sha256) => ({ sha256, use: 'replaced' as const })),
  ],
  policyConnection: (input) => input.connection,
  read,
  checks,
  lookOutside,
  plan,
  async prepare(parts, input) {
    await refuseAddress(parts, input.host, input.port);
    return establishTrust(parts, input);
  },
  effect: (journal, { changeId, input }, established, { notices }) =>
    effect({ journal, notices }, changeId, input, established),
  async afterwards(parts, input) {
    await parts.clients.forget(input.connection);
    const record = await getConnection(parts.db, input.connection);
    await checkConnection(parts, record);
  },
  verify: (db, run) => verify(db, run.input),
});

async function verify(db: Queryable, input: Input): Promise<Verification> {
  const { host, port, trust, row } = await getConnection(db, input.connection);
  const isTrusted =
    trust.mode === 'pin'
      ? input.trust.mode === 'pin' && trust.sha256 === input.trust.sha256
      : input.trust.mode === 'ca' &&
        digestOf(trust.pem.replaceAll(/\s/g, '')) ===
          digestOf(input.trust.pem.replaceAll(/\s/g, ''));
  if (host !== input.host || port !== input.port || !isTrusted) {
    return {
      level: 'none',
      proved: [],
      notProved: [],
      contradiction: 'The connection is not the one that was approved.',
    };
  }
  return {
    level: 'full',
    proved: [
      `The connection leads to ${host}:${String(port)}.`,
      'It trusts exactly the approved certificate.',
    ],
    notProved: [],
    observed: [`Health: ${row.health}. ${row.health_detail ?? ''}`.trim()],
  };
}
