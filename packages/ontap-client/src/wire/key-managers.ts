import { z } from 'zod';

import { connectivity } from './key-servers.ts';
import { pageOf, reference, selfLink } from './links.ts';

/** A key server inside its key manager; the vendor models secondaries here as one text. */
const embeddedKeyServer = z.looseObject({
  server: z.string(),
  timeout: z.number().int().optional(),
  username: z.string().optional(),
  secondary_key_servers: z.union([z.string(), z.array(z.string())]).optional(),
  connectivity: connectivity.optional(),
});

export const externalKeyManager = z.looseObject({
  client_certificate: reference.optional(),
  server_ca_certificates: z.array(reference).optional(),
  servers: z.array(embeddedKeyServer).optional(),
});

export const keyManager = z.looseObject({
  uuid: z.string(),
  scope: z.string().optional(),
  svm: reference.optional(),
  /** False for a configuration that was created inactive. */
  enabled: z.boolean().optional(),
  policy: z.string().optional(),
  external: externalKeyManager.optional(),
  onboard: z.looseObject({ enabled: z.boolean().optional() }).optional(),
  /** Expensive; only answered when named in `fields`. 65537200 means that nothing needs doing. */
  status: z
    .looseObject({
      code: z.number().int().optional(),
      message: z.string().optional(),
    })
    .optional(),
  volume_encryption: z
    .looseObject({
      supported: z.boolean().optional(),
      code: z.number().int().optional(),
      message: z.string().optional(),
    })
    .optional(),
  _links: selfLink.optional(),
});
export type KeyManager = z.output<typeof keyManager>;

export const keyManagerPage = pageOf(keyManager);

const byUuid = z.strictObject({ uuid: z.string() });

/** Body of `POST /api/security/key-managers`: external or onboard, never both. */
export const createKeyManagerRequest = z.strictObject({
  svm: z
    .strictObject({ uuid: z.string().optional(), name: z.string().optional() })
    .optional(),
  policy: z.string().optional(),
  external: z
    .strictObject({
      client_certificate: byUuid.optional(),
      server_ca_certificates: z.array(byUuid).optional(),
      servers: z.array(z.strictObject({ server: z.string() })).optional(),
    })
    .optional(),
  onboard: z
    .strictObject({
      passphrase: z.string().optional(),
      synchronize: z.boolean().optional(),
    })
    .optional(),
});
export type CreateKeyManagerRequest = z.output<typeof createKeyManagerRequest>;

/** Body of `PATCH /api/security/key-managers/{uuid}`. Servers are not changed this way. */
export const changeKeyManagerRequest = z.strictObject({
  /** Clients may repeat which SVM it belongs to. */
  svm: z
    .strictObject({ uuid: z.string().optional(), name: z.string().optional() })
    .optional(),
  external: z
    .strictObject({
      client_certificate: byUuid.optional(),
      server_ca_certificates: z.array(byUuid).optional(),
    })
    .optional(),
  onboard: z
    .strictObject({
      existing_passphrase: z.string().optional(),
      passphrase: z.string().optional(),
      synchronize: z.boolean().optional(),
    })
    .optional(),
});
export type ChangeKeyManagerRequest = z.output<typeof changeKeyManagerRequest>;
