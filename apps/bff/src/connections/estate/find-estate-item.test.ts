import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';

import { matchRoute } from '../../http/route-matcher.ts';
import { Refusal } from '../../http/refusal.ts';
import type { EstateCache } from './estate-cache.ts';
import { findEstateItem } from './find-estate-item.ts';

type Answer = Awaited<ReturnType<EstateCache['read']>>;

const OBSERVED = '2026-01-02T03:04:05.678Z';

async function find(answer: Partial<Answer>, itemId: string) {
  const estate = {
    read: async () => ({
      items: [],
      observedAt: null,
      refreshing: false,
      ...answer,
    }),
  };
  return findEstateItem(estate, randomUUID(), 'key-providers', itemId, 0);
}

const codeOf = (error: unknown) =>
  error instanceof Refusal ? error.code : 'another error';

describe('one item of the estate', () => {
  it('is found by an id with a slash, as the address encodes it', async () => {
    const match = matchRoute(
      'GET',
      `/api/connections/${randomUUID()}/estate/key-providers/cluster-1%2Fkms-a`,
    );
    const itemId =
      match.kind === 'found' ? (match.params['itemId'] ?? '') : 'no route';
    const item = { id: 'cluster-1/kms-a', name: 'kms-a' };
    const found = await find({ items: [item], observedAt: OBSERVED }, itemId);
    expect(found).toEqual(item);
  });

  it('does not exist when the target was read and has none', async () => {
    const error = await find({ observedAt: OBSERVED }, 'x').catch(codeOf);
    expect(error).toBe('not_found');
  });

  it('is not called missing while the first read goes on', async () => {
    const error = await find({ refreshing: true }, 'x').catch(codeOf);
    expect(error).toBe('upstream_timeout');
  });

  it('is not called missing when the target could not be read', async () => {
    const error = await find(
      { error: { code: 'upstream_unreachable', message: 'No answer.' } },
      'x',
    ).catch(codeOf);
    expect(error).toBe('upstream_unreachable');
  });
});
