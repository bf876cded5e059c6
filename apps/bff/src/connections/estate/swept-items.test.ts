import type { EstateItem } from '@keyward/contract';
import { describe, expect, it } from 'vitest';

import { keyManagersIn } from './swept-items.ts';

const WELL: EstateItem<'key-managers'> = {
  id: 'km-1',
  name: 'Cluster (onboard key manager)',
  scope: 'cluster',
  svm: null,
  kind: 'onboard',
  servers: [],
  clientCertificate: null,
  serverCaCertificates: 0,
  certificates: [],
};

const OBSERVED = '2026-01-02T03:04:05.678Z';

describe('the items of all connections', () => {
  it('are those that can be read, beside an odd one', () => {
    const odd = { ...WELL, id: 'km-2', serverCaCertificates: 1.5 };
    const record = { id: 'c1', name: 'ontap-01', kind: 'ontap' } as const;
    const answer = {
      items: [odd, WELL],
      observedAt: OBSERVED,
      refreshing: false,
    };
    const found = keyManagersIn([
      {
        record,
        collection: 'key-managers',
        remembered: { answer, isFresh: false },
      },
      { record, collection: 'key-managers', remembered: null },
      {
        record,
        collection: 'trusted-clusters',
        remembered: { answer, isFresh: true },
      },
    ]);
    expect(found).toEqual([
      { record, item: WELL, observedAt: OBSERVED, isStale: true },
    ]);
  });
});
