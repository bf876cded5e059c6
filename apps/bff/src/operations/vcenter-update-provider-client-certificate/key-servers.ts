import { normaliseKeyServer } from '@keyward/contract';
import type { VcenterClient } from '@keyward/vcenter-client';

import type { KeyServersToTry } from '../key-servers-to-try.ts';
import { type Input, KEY_POINTER } from './guard.ts';

/** The provider's own servers, shown the certificate that it is about to get. */
export async function keyServers(
  client: VcenterClient,
  { trustAuthorityCluster, provider, certificate, keySource }: Input,
  signal: AbortSignal,
): Promise<KeyServersToTry> {
  const { trustAuthorityKmsProviders: providers } = client;
  const [info, trusted] = await Promise.all([
    providers.get(trustAuthorityCluster, provider, { signal }),
    providers.trustedPeerCertificates(trustAuthorityCluster, provider, {
      signal,
    }),
  ]);
  return {
    servers: (info?.servers ?? []).flatMap(({ address }) =>
      address === null ? [] : [{ server: serverName(address), field: null }],
    ),
    trusted,
    client: {
      certificatePem: certificate,
      keyPointer: keySource.type === 'PAIR' ? KEY_POINTER : null,
    },
  };
}

function serverName({
  hostname,
  port,
}: {
  hostname: string;
  port: number;
}): string {
  const host = hostname.includes(':') ? `[${hostname}]` : hostname;
  return normaliseKeyServer(`${host}:${String(port)}`);
}
