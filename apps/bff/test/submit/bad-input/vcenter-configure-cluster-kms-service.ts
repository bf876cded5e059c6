import { SERVICE } from '../requests.ts';
import type { BadInput } from './bad-input.ts';

export const BAD_CLUSTER_SOURCES: BadInput[] = [
  [
    'a service with a cluster id',
    ({ configure }) =>
      configure({ type: 'SERVICE', trustAuthorityCluster: 'domain-c101' }),
    'validation_failed',
    ['/input/source/service', '/input/source/trustAuthorityCluster'],
  ],
  [
    'a service and a cluster id',
    ({ configure }) =>
      configure({
        type: 'SERVICE',
        service: SERVICE,
        trustAuthorityCluster: 'domain-c101',
      }),
    'validation_failed',
    ['/input/source/trustAuthorityCluster'],
  ],
  [
    'a cluster with a service id',
    ({ configure }) =>
      configure({
        type: 'CLUSTER',
        trustAuthorityCluster: 'domain-c101',
        service: SERVICE,
      }),
    'validation_failed',
    ['/input/source/service'],
  ],
  [
    'a source of no kind',
    ({ configure }) => configure({ type: 'HOST', service: SERVICE }),
    'validation_failed',
    ['/input/source/type'],
  ],
  [
    'a service that the cluster uses',
    ({ configure }) =>
      configure({ type: 'SERVICE', service: SERVICE }, 'domain-c8'),
    'preflight_failed',
    ['/input/source'],
  ],
  [
    'a cluster that is not there',
    ({ configure }) =>
      configure({ type: 'SERVICE', service: SERVICE }, 'domain-c999'),
    'validation_failed',
    ['/input/cluster'],
  ],
  [
    'a cluster that the account may not read',
    ({ configure }) => configure({ type: 'SERVICE', service: SERVICE }, '.'),
    'validation_failed',
    ['/input/cluster'],
  ],
];
