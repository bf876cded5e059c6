import { createOntapClient } from '@keyward/ontap-client';
import type { OntapClient, OntapClientOptions } from '@keyward/ontap-client';
import { Secret } from '@keyward/secrets';
import { createEgressGuard } from '@keyward/upstream-http';
import type { SimulatorEntry } from '../../src/index.ts';

/** A real client of a simulated cluster, pinned to its certificate. */
export function connectOntap(
  entry: SimulatorEntry,
  changes: Partial<OntapClientOptions> = {},
): OntapClient {
  const { host, port, sha256, certificatePem, username, password } = entry;
  return createOntapClient({
    host,
    port,
    trust: { mode: 'pin', sha256, certificatePem },
    egress: createEgressGuard({
      allow: [{ cidr: '127.0.0.1/32', ports: 'any' }],
      allowLoopback: true,
    }),
    credential: { username, password: new Secret(password) },
    ...changes,
  });
}

export function addServers(keyManager: string, body: unknown) {
  const path = `/api/security/key-managers/${keyManager}/key-servers`;
  // FrozenRequest bodies are JSON; the tests write them as literals.
  return { method: 'POST' as const, path, body: body as never };
}

export const noSecrets: ReadonlyMap<string, Secret> = new Map();
