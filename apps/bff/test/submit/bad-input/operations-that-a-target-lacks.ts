import { SERVICE } from '../requests.ts';
import type { BadInput } from './bad-input.ts';

export const LACKING_OPERATIONS: BadInput[] = [
  [
    'an operation of another kind of target',
    ({ newProvider, connectionId }) => ({
      ...newProvider(),
      connectionId: connectionId('ontap-01'),
    }),
    'operation_unavailable',
    ['/connectionId'],
  ],
  [
    'Trust Authority on vCenter 9.1',
    ({ configure, connectionId }) => ({
      ...configure({ type: 'SERVICE', service: SERVICE }),
      connectionId: connectionId('vc-91'),
    }),
    'operation_unavailable',
    ['/connectionId'],
  ],
  [
    'Trust Authority clusters on a workload vCenter',
    async ({ replacePair, connectionId }) => ({
      ...(await replacePair('valid')),
      connectionId: connectionId('vc-work'),
    }),
    'operation_unavailable',
    ['/connectionId'],
  ],
  [
    'registered tokens on vCenter 8',
    async ({ registerToken, connectionId }) => ({
      ...(await registerToken()),
      connectionId: connectionId('vc-work'),
    }),
    'operation_unavailable',
    ['/connectionId'],
  ],
];
