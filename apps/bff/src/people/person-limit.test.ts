import { describe, expect, it } from 'vitest';

import { Refusal } from '../http/refusal.ts';
import { createPersonLimit } from './person-limit.ts';

describe('a limit per person', () => {
  it('refuses one try too many, says when to come back, and leaves others alone', async () => {
    const limit = createPersonLimit(2, 60);
    await limit.take('ada');
    await limit.take('ada');
    const refusal = await limit.take('ada').catch((error: unknown) => error);
    expect(refusal).toBeInstanceOf(Refusal);
    expect(refusal).toMatchObject({
      code: 'rate_limited',
      extra: { retryAfterSeconds: expect.any(Number) as number },
    });
    await expect(limit.take('rune')).resolves.toBeUndefined();
  });
});
