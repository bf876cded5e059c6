import { z } from 'zod';

import { connectionHealth } from './connection.ts';
import { id, timestamp } from './primitives.ts';
import { systemKind, upstreamFacts } from './problem.ts';

export const collection = z.enum([
  'trusted-clusters',
  'key-provider-services',
  'trust-authority-clusters',
  'key-providers',
  'native-providers',
  'key-managers',
]);
export type Collection = z.infer<typeof collection>;

const health = z.enum(['NONE', 'OK', 'WARNING', 'ERROR']).or(z.string());
const address = z.object({ hostname: z.string(), port: z.number().int() });

const trustedCluster = z.object({
  id: z.string(),
  name: z.string(),
  services: z.array(
    z.object({
      service: z.string(),
      address,
      group: z.string(),
      trustAuthorityCluster: z.string(),
      applied: z.object({ health, details: z.array(z.string()) }).nullable(),
    }),
  ),
  /** Applied addresses that no registered service explains. */
  drift: z.array(z.object({ address, health })),
  appliedError: z.string().nullable(),
});

const keyProviderService = z.object({
  id: z.string(),
  name: z.string(),
  address,
  group: z.string(),
  trustAuthorityCluster: z.string(),
});

const trustAuthorityCluster = z.object({
  id: z.string(),
  name: z.string(),
  state: z.string(),
});

/** Public facts of a certificate that is installed or shown somewhere. */
export const certificateSummary = z.object({
  subject: z.string(),
  issuer: z.string(),
  serialNumber: z.string(),
  notBefore: z.string(),
  notAfter: z.string(),
  sha256: z.string(),
  publicKeySha256: z.string(),
  /** `RSA 2048`, `EC P-256` and so on. */
  keyType: z.string().optional(),
});
export type CertificateSummary = z.infer<typeof certificateSummary>;

const keyProvider = z.object({
  id: z.string(),
  name: z.string(),
  trustAuthorityCluster: z.string(),
  provider: z.string(),
  health,
  details: z.array(z.string()),
  masterKeyId: z.string().nullable(),
  servers: z.array(
    z.object({
      name: z.string(),
      address: address.nullable(),
      health,
      details: z.array(z.string()),
      clientTrustsServer: z.boolean().nullable(),
      serverTrustsClient: z.boolean().nullable(),
    }),
  ),
  clientCertificate: certificateSummary.nullable(),
  csr: z
    .object({
      subject: z.string(),
      keyType: z.string(),
      publicKeySha256: z.string(),
      /** PEM; public, and the only form in which a certification authority takes it. */
      pem: z.string(),
    })
    .nullable(),
});

const nativeProvider = z.object({
  id: z.string(),
  name: z.string(),
  type: z.string(),
  keyId: z.string().nullable(),
  knownBecause: z.string(),
});

const keyManager = z.object({
  id: z.string(),
  name: z.string(),
  scope: z.enum(['cluster', 'svm']),
  svm: z.string().nullable(),
  kind: z.enum(['external', 'onboard']),
  servers: z.array(
    z.object({
      server: z.string(),
      timeoutSeconds: z.number().int().nullable(),
      username: z.string().nullable(),
      connectivity: z.enum([
        'available',
        'partial',
        'not_responding',
        'unknown',
      ]),
      nodes: z.array(z.object({ node: z.string(), state: z.string() })),
    }),
  ),
  clientCertificate: z.string().nullable(),
  serverCaCertificates: z.number().int(),
  /** The certificates that it uses; without facts where the cluster did not show one to the stored account. */
  certificates: z.array(
    z.object({
      use: z.enum(['client', 'server_ca']),
      uuid: z.string(),
      name: z.string().nullable(),
      facts: certificateSummary.nullable(),
    }),
  ),
});

/** One collection name, one item shape; the estate page and the forms are typed by it. */
export const ESTATE_ITEMS = {
  'trusted-clusters': trustedCluster,
  'key-provider-services': keyProviderService,
  'trust-authority-clusters': trustAuthorityCluster,
  'key-providers': keyProvider,
  'native-providers': nativeProvider,
  'key-managers': keyManager,
} as const satisfies Record<Collection, z.ZodType>;

export type EstateItem<C extends Collection> = z.infer<
  (typeof ESTATE_ITEMS)[C]
>;

/** Answer of an estate read: stale items may come with `refreshing` or with the error of the last try. */
export const estateAnswer = z.object({
  items: z.array(z.looseObject({ id: z.string(), name: z.string() })),
  observedAt: timestamp.nullable(),
  refreshing: z.boolean(),
  error: z
    .object({
      code: z.string(),
      message: z.string(),
      upstream: upstreamFacts.optional(),
    })
    .optional(),
});

export interface EstateAnswer<C extends Collection> {
  items: EstateItem<C>[];
  observedAt: string | null;
  refreshing: boolean;
  error?: { code: string; message: string };
}

/** One collection of every connection that has it, each answer as the connection's own route gives it. */
export const estateOfAll = z.object({
  connections: z.array(
    z.object({
      connectionId: id,
      name: z.string(),
      kind: systemKind,
      health: connectionHealth,
      /** Nothing is sent to it; what was read before is still shown. */
      quarantined: z.boolean(),
      /** Null when nothing was read and nothing could be asked. */
      answer: estateAnswer.nullable(),
    }),
  ),
});
export type EstateOfAll = z.infer<typeof estateOfAll>;

/** How current one collection of one connection is in an answer that was put together from several. */
export const estateSource = z.object({
  connectionId: id,
  connectionName: z.string(),
  collection,
  /** Null when it was never read here. */
  observedAt: timestamp.nullable(),
  refreshing: z.boolean(),
  /** Older than it would be shown without asking again. */
  stale: z.boolean(),
  /** Why the last read failed, in words. */
  problem: z.string().nullable(),
});
export type EstateSource = z.infer<typeof estateSource>;
