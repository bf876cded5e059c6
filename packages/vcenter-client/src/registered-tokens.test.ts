import { Secret } from '@keyward/secrets';
import { describe, expect, it } from 'vitest';

import { createRegisteredTokens } from './registered-tokens.ts';

const pair = {
  overflowToken: new Secret('overflow'),
  expandedAccessToken: new Secret('expanded'),
};

function registerAt(status: number) {
  const body = status === 204 ? undefined : 12;
  const tokens = createRegisteredTokens({
    request: () => Promise.resolve({ status, headers: {}, body }),
  });
  return tokens.registerExpandedToken(pair);
}

describe('the answer to a registered token', () => {
  it('is HTTP 204', async () => {
    await expect(registerAt(204)).resolves.toEqual({ status: 204 });
  });

  it.each([200, 202])('proves nothing when it is HTTP %d', async (status) => {
    await expect(registerAt(status)).rejects.toMatchObject({
      kind: 'protocol',
      delivery: 'answered',
    });
  });
});
