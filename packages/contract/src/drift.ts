import { z } from 'zod';

import { connectionHealth } from './connection.ts';
import { collection, estateSource } from './estate.ts';
import { id, timestamp } from './primitives.ts';
import { systemKind } from './problem.ts';

const address = z.object({ hostname: z.string(), port: z.number().int() });

/** What all of them say. */
const found = {
  connectionId: id,
  connectionName: z.string(),
  connectionKind: systemKind,
  severity: z.enum(['problem', 'warning']),
  /** When this was read. */
  observedAt: timestamp.nullable(),
  /** Read longer ago than it would be shown elsewhere without asking again. */
  stale: z.boolean(),
};
/** Leads to the object on the connection's page. */
const inEstate = {
  ...found,
  collection,
  itemId: z.string(),
  objectName: z.string(),
};

/** One matter that needs attention. */
export const driftItem = z.discriminatedUnion('type', [
  z.object({ type: z.literal('connection_quarantined'), ...found }),
  z.object({
    type: z.literal('connection_not_usable'),
    ...found,
    health: connectionHealth,
    detail: z.string().nullable(),
  }),
  /** Hosts of a trusted cluster use services that nobody configured. */
  z.object({
    type: z.literal('unexplained_service'),
    ...inEstate,
    address,
    health: z.string(),
  }),
  /** A configured service that the hosts do not use. */
  z.object({
    type: z.literal('service_not_applied'),
    ...inEstate,
    service: z.string(),
    address,
  }),
  z.object({
    type: z.literal('service_unhealthy'),
    ...inEstate,
    service: z.string(),
    address,
    health: z.string(),
  }),
  /** What the hosts of a trusted cluster use could not be read. */
  z.object({
    type: z.literal('applied_unreadable'),
    ...inEstate,
    message: z.string(),
  }),
  z.object({
    type: z.literal('provider_unhealthy'),
    ...inEstate,
    health: z.string(),
    details: z.array(z.string()),
  }),
  /** One side of a key provider does not trust the other; null where vCenter does not say. */
  z.object({
    type: z.literal('trust_half_missing'),
    ...inEstate,
    trustAuthorityCluster: z.string(),
    provider: z.string(),
    server: z.string(),
    clientTrustsServer: z.boolean().nullable(),
    serverTrustsClient: z.boolean().nullable(),
  }),
  /** An array's node does not reach a key server. */
  z.object({
    type: z.literal('key_server_not_available'),
    ...inEstate,
    server: z.string(),
    connectivity: z.enum(['partial', 'not_responding']),
    nodes: z.array(z.string()),
  }),
]);
export type DriftItem = z.infer<typeof driftItem>;

/** Problems before warnings. Nothing was asked for this: what was never read is named among the sources. */
export const drift = z.object({
  items: z.array(driftItem),
  sources: z.array(estateSource),
});
export type Drift = z.infer<typeof drift>;
