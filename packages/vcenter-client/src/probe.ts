import { UpstreamError } from '@keyward/upstream-http';

import type { createKmsServices } from './kms-services.ts';
import type { createSystem } from './system.ts';
import type { createTrustAuthorityClusters } from './trust-authority-clusters.ts';

export type VcenterCapability =
  | 'trusted-clusters'
  | 'key-provider-services'
  | 'trust-authority'
  | 'registered-tokens';

export interface VcenterProbe {
  /** API release or appliance version, null when vCenter tells neither. */
  version: string | null;
  capabilities: VcenterCapability[];
  facts: {
    apiRelease: string | null;
    applianceVersion: string | null;
    build: string | null;
    /** Number of Trust Authority clusters, null when the list is not there or not readable. */
    trustAuthorityClusters: number | null;
    /** Why a fact could not be read, by the name of the read. */
    unread: Record<string, string>;
  };
}

interface ProbeParts {
  system: ReturnType<typeof createSystem>;
  kmsServices: ReturnType<typeof createKmsServices>;
  trustAuthorityClusters: ReturnType<typeof createTrustAuthorityClusters>;
}

/**
 * Finds out what a vCenter is: version by `hello`, else by the appliance; Trust Authority by the answer of its
 * synchronous list call; the rest by version.
 *
 * @throws UpstreamError when vCenter cannot be reached or the account is not accepted.
 */
export async function probeVcenter(parts: ProbeParts): Promise<VcenterProbe> {
  const unread: Record<string, string> = {};
  const read = async <T>(
    name: string,
    answer: Promise<T>,
  ): Promise<T | null> => {
    try {
      return await answer;
    } catch (error) {
      if (!(error instanceof UpstreamError) || error.kind !== 'refused') {
        throw error;
      }
      // Not sent: the refusal was of the sign-in, which says nothing about this read.
      if (error.delivery === 'not_sent') throw error;
      if (error.facts.httpStatus === 404) return null;
      unread[name] =
        error.facts.messages[0]?.text ??
        `HTTP ${String(error.facts.httpStatus)}`;
      return null;
    }
  };
  const apiRelease = await read('hello', parts.system.hello());
  const appliance = await read(
    'appliance version',
    parts.system.applianceVersion(),
  );
  const authorities = await read(
    'trust authority clusters',
    parts.trustAuthorityClusters.list(),
  );
  const version = apiRelease ?? appliance?.version ?? null;
  const hasTrustedInfrastructure =
    version === null
      ? (await read('key provider services', parts.kmsServices.query())) !==
        null
      : isBetween7And8(version);
  return {
    version,
    capabilities: [
      ...(hasTrustedInfrastructure
        ? (['trusted-clusters', 'key-provider-services'] as const)
        : []),
      ...(authorities !== null && authorities.length > 0
        ? (['trust-authority'] as const)
        : []),
      ...(version !== null && isFrom91(version)
        ? (['registered-tokens'] as const)
        : []),
    ],
    facts: {
      apiRelease,
      applianceVersion: appliance?.version ?? null,
      build: appliance?.build ?? null,
      trustAuthorityClusters: authorities?.length ?? null,
      unread,
    },
  };
}

function isBetween7And8(version: string): boolean {
  const [major = 0] = numbers(version);
  return major === 7 || major === 8;
}

function isFrom91(version: string): boolean {
  const [major = 0, minor = 0] = numbers(version);
  return major > 9 || (major === 9 && minor >= 1);
}

function numbers(version: string): number[] {
  return version.split('.').map((part) => Number.parseInt(part, 10) || 0);
}
