import { serviceAddress } from './key-provider-service.ts';
import type { ServiceAddress } from './key-provider-service.ts';
import { messageText } from './message-text.ts';
import { parseAnswer } from './parse-answer.ts';
import { pathSegment } from './path-segment.ts';
import type { createTasks, WaitOptions } from './tasks.ts';
import { appliedInfo, appliedSummaries } from './wire/applied-config.ts';

/** One service as the hosts of a cluster really use it. */
export interface AppliedService {
  address: ServiceAddress;
  health: string;
  /** Null when no registered service explains the address: drift. */
  service: string | null;
}

export interface AppliedServiceDetail extends AppliedService {
  groups: string[];
  details: string[];
}

/** The applied side of a trusted cluster's key provider services; both reads are upstream tasks. */
export function createTrustedClusterKmsAppliedConfig(
  tasks: ReturnType<typeof createTasks>,
) {
  return {
    async query(
      cluster: string,
      options?: WaitOptions,
    ): Promise<AppliedService[]> {
      const result = await tasks.readThroughTask(
        {
          method: 'POST',
          path: pathOf(cluster),
          query: { action: 'query', 'vmw-task': 'true' },
          body: {},
        },
        options,
      );
      return parseAnswer(appliedSummaries, result, 'the applied services').map(
        (applied) => ({
          address: serviceAddress(applied.address),
          health: applied.health,
          service: applied.service ?? null,
        }),
      );
    },

    async get(
      cluster: string,
      address: ServiceAddress,
      options?: WaitOptions,
    ): Promise<AppliedServiceDetail> {
      const query = {
        'vmw-task': 'true',
        hostname: address.hostname,
        port: String(address.port),
      };
      const result = await tasks.readThroughTask(
        { method: 'GET', path: pathOf(cluster), query },
        options,
      );
      const info = parseAnswer(appliedInfo, result, 'an applied service');
      return {
        address: serviceAddress(info.address),
        health: info.health,
        service: info.service ?? null,
        groups: info.groups,
        details: info.details.map(messageText),
      };
    },
  };
}

function pathOf(cluster: string): string {
  return `/api/vcenter/trusted-infrastructure/trusted-clusters/${pathSegment(cluster)}/kms/services-applied-config`;
}
