import { z } from 'zod';

import { networkAddress } from './addresses.ts';
import { localizableMessage } from './vapi.ts';

export const providerSummary = z.looseObject({
  provider: z.string(),
  health: z.string(),
});
export type ProviderSummary = z.output<typeof providerSummary>;
export const providerSummaries = z.array(providerSummary);

export const kmipServer = z.looseObject({
  name: z.string(),
  address: networkAddress,
});
export type KmipServer = z.output<typeof kmipServer>;

export const keyServerInfo = z.looseObject({
  type: z.string(),
  description: z.string().default(''),
  proxy_server: networkAddress.optional(),
  connection_timeout: z.number().optional(),
  kmip_server: z
    .looseObject({
      servers: z.array(kmipServer),
      username: z.string().optional(),
    })
    .optional(),
});
export type KeyServerInfo = z.output<typeof keyServerInfo>;

/** `client_trust_server` and `server_trust_client` are the two halves of trust of one KMIP server. */
export const kmipServerStatus = z.looseObject({
  name: z.string(),
  health: z.string(),
  details: z.array(localizableMessage).default([]),
  client_trust_server: z.boolean().optional(),
  server_trust_client: z.boolean().optional(),
});
export type KmipServerStatus = z.output<typeof kmipServerStatus>;

export const providerInfo = z.looseObject({
  master_key_id: z.string(),
  key_server: keyServerInfo,
  status: z.looseObject({
    health: z.string(),
    details: z.array(localizableMessage).default([]),
    servers: z.array(kmipServerStatus).default([]),
  }),
});
export type ProviderInfo = z.output<typeof providerInfo>;

/** What one KMIP server shows at this moment, and whether the hosts trust it. */
export const currentPeerCertificate = z.looseObject({
  server_name: z.string(),
  certificate: z.string().optional(),
  error_messages: z.array(localizableMessage).default([]),
  trusted: z.boolean(),
});
export type CurrentPeerCertificate = z.output<typeof currentPeerCertificate>;
export const currentPeerCertificates = z.array(currentPeerCertificate);

export const trustedPeerCertificates = z.looseObject({
  certificates: z.array(z.string()),
});

export const serviceStatus = z.looseObject({
  health: z.string(),
  details: z.array(localizableMessage).default([]),
});
export type ServiceStatus = z.output<typeof serviceStatus>;
