import { OPERATIONS, type Json } from '@keyward/contract';
import { say } from '@keyward/messages';

import type { FormStart } from '../operation-view.ts';

/** As on the page: both ids are kept while a person switches between the two sources. */
export interface ClusterServiceValues {
  cluster: string;
  sourceType: 'SERVICE' | 'CLUSTER';
  service: string;
  trustAuthorityCluster: string;
}

const EMPTY: ClusterServiceValues = {
  cluster: '',
  sourceType: 'SERVICE',
  service: '',
  trustAuthorityCluster: '',
};

const FIELDS: Readonly<Record<string, keyof ClusterServiceValues>> = {
  '/cluster': 'cluster',
  '/source': 'sourceType',
  '/source/type': 'sourceType',
  '/source/service': 'service',
  '/source/trustAuthorityCluster': 'trustAuthorityCluster',
};

export const clusterServiceShape = {
  operation: 'vcenter.configure-cluster-kms-service',
  initial: (copied: Json | null, start: FormStart): ClusterServiceValues => {
    const read =
      OPERATIONS['vcenter.configure-cluster-kms-service'].frozen.safeParse(
        copied,
      );
    if (!read.success) {
      return {
        cluster: start.cluster ?? '',
        sourceType:
          start.trustAuthorityCluster === undefined ? 'SERVICE' : 'CLUSTER',
        service: start.service ?? '',
        trustAuthorityCluster: start.trustAuthorityCluster ?? '',
      };
    }
    const { cluster, source } = read.data;
    return source.type === 'SERVICE'
      ? { ...EMPTY, cluster, sourceType: 'SERVICE', service: source.service }
      : {
          ...EMPTY,
          cluster,
          sourceType: 'CLUSTER',
          trustAuthorityCluster: source.trustAuthorityCluster,
        };
  },
  toInput: (values: ClusterServiceValues): Json => ({
    cluster: values.cluster,
    source:
      values.sourceType === 'SERVICE'
        ? { type: 'SERVICE', service: values.service }
        : {
            type: 'CLUSTER',
            trustAuthorityCluster: values.trustAuthorityCluster,
          },
  }),
  fieldOf: (pointer: string): string | null => FIELDS[pointer] ?? null,
  nameOf: (path: string): string =>
    NAMES[path] ?? say('vcenter-configure-cluster-kms-service.change'),
} as const;

const NAMES: Readonly<Record<string, string>> = {
  cluster: say('vcenter-configure-cluster-kms-service.trusted-cluster'),
  sourceType: say('vcenter-configure-cluster-kms-service.source'),
  service: say('vcenter-configure-cluster-kms-service.key-provider-service'),
  trustAuthorityCluster: say(
    'vcenter-configure-cluster-kms-service.trust-authority-cluster',
  ),
};
