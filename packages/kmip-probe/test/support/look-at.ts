import type { HandshakeLayer, LayerResult } from '@keyward/contract';
import { type KeyServerProbe, probeKeyServer } from '@keyward/kmip-probe';
import { Secret } from '@keyward/secrets';
import { createEgressGuard, parseEgressAllow } from '@keyward/upstream-http';

import type { TestCertificate } from './certificates.ts';

/** Loopback is allowed, and `kms.test` lives there. */
const egress = createEgressGuard({
  allow: parseEgressAllow('127.0.0.1:* 10.99.0.0/16:5696'),
  allowLoopback: true,
  ownAddresses: [],
  resolve: (host) =>
    host === 'kms.test'
      ? Promise.resolve([{ address: '127.0.0.1', family: 4 as const }])
      : Promise.reject(new Error('No such name.')),
});

export type Layers = Record<HandshakeLayer, LayerResult>;

/** One look, its layers by name. */
export async function lookAt(
  port: number,
  wanted: Partial<Omit<KeyServerProbe, 'client' | 'trusted'>> & {
    trusted?: TestCertificate[];
    client?: TestCertificate;
  } = {},
): Promise<Layers> {
  const { client, trusted = [], ...rest } = wanted;
  const layers = await probeKeyServer({
    host: '127.0.0.1',
    port,
    egress,
    whyNoClient: 'none',
    ...rest,
    trusted: trusted.map(({ pem }) => pem),
    client:
      client === undefined
        ? null
        : { certificatePem: client.pem, key: new Secret(client.keyPem) },
  });
  return Object.fromEntries(layers.map((each) => [each.layer, each])) as Layers; // every layer is in the list
}

export function outcomesOf(layers: Layers): string {
  return Object.values(layers)
    .map(({ outcome }) => outcome)
    .join(' ');
}
