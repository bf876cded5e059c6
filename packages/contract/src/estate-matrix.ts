import { z } from 'zod';

import { type Capability, capability, connectionHealth } from './connection.ts';
import { estateSource } from './estate.ts';
import { targetOperationId } from './operations/read-operation-id.ts';
import { id, timestamp } from './primitives.ts';
import { systemKind } from './problem.ts';

/**
 * In which releases of its target a capability exists; null where the vendor names no end.
 *
 * Vendor source: vSphere Automation API 9.1, "deprecated in 8.0.3, removed in 9.0" on everything of
 * trusted-infrastructure; registered-tokens from 9.1.
 */
export const CAPABILITY_LIFETIMES = {
  'trusted-clusters': { system: 'vcenter', from: '7.0', removedIn: '9.0' },
  'key-provider-services': { system: 'vcenter', from: '7.0', removedIn: '9.0' },
  'trust-authority': { system: 'vcenter', from: '7.0', removedIn: '9.0' },
  'registered-tokens': { system: 'vcenter', from: '9.1', removedIn: null },
  'native-providers': { system: 'esx', from: '8.0', removedIn: null },
  'key-managers': { system: 'ontap', from: '9.6', removedIn: null },
} as const satisfies Record<
  Capability,
  { system: string; from: string; removedIn: string | null }
>;

/** Whether a vCenter can go to vSphere 9 as far as key management is concerned. */
export const upgradeVerdict = z.enum([
  'ready',
  'blocks_upgrade',
  'already_9',
  'not_applicable',
  'unknown',
]);
export type UpgradeVerdict = z.infer<typeof upgradeVerdict>;

const matrixOperation = z.object({
  operation: targetOperationId,
  title: z.string(),
  available: z.boolean(),
  reason: z.string().nullable(),
  alternative: z.string().nullable(),
});

/** What of Trust Authority is in use; null where it is not known. */
const trustAuthorityUse = z.object({
  trustedClusters: z.number().int().nullable(),
  keyProviderServices: z.number().int().nullable(),
  trustAuthorityClusters: z.number().int().nullable(),
  keyProviders: z.number().int().nullable(),
});
export type TrustAuthorityUse = z.infer<typeof trustAuthorityUse>;

/** Something the console could not find out, and why. */
export const unreadFact = z.object({ what: z.string(), because: z.string() });
export type UnreadFact = z.infer<typeof unreadFact>;

const matrixRow = z.object({
  connectionId: id,
  name: z.string(),
  kind: systemKind,
  version: z.string().nullable(),
  build: z.string().nullable(),
  health: connectionHealth,
  checkedAt: timestamp.nullable(),
  capabilities: z.array(capability),
  /** Every operation on targets of this kind. */
  operations: z.array(matrixOperation),
  verdict: upgradeVerdict,
  /** The verdict in a sentence. */
  because: z.string(),
  /** Null where there is no Trust Authority to use. */
  uses: trustAuthorityUse.nullable(),
  /** Capabilities in use that the next release of the target does not have. */
  removed: z.array(capability),
  unknown: z.array(unreadFact),
});

export const estateMatrix = z.object({
  connections: z.array(matrixRow),
  counts: z.record(upgradeVerdict, z.number().int()),
  sources: z.array(estateSource),
});
export type EstateMatrix = z.infer<typeof estateMatrix>;
export type MatrixRow = EstateMatrix['connections'][number];
