import { createEsxClient } from '@keyward/esx-client';
import type { EsxClient, EsxClientOptions } from '@keyward/esx-client';
import { Secret } from '@keyward/secrets';

import type { SimulatorEntry } from '../../src/index.ts';
import { loopback } from '../vcenter/connect-vcenter.ts';

/** A real client of a simulated host, pinned to its certificate. */
export function connectEsx(
  entry: SimulatorEntry,
  changes: Partial<EsxClientOptions> = {},
): EsxClient {
  const { host, port, sha256, certificatePem, username, password } = entry;
  return createEsxClient({
    host,
    port,
    trust: { mode: 'pin', sha256, certificatePem },
    egress: loopback,
    credential: { username, password: new Secret(password) },
    esxAuth: entry.esxAuth ?? 'basic',
    ...changes,
  });
}
