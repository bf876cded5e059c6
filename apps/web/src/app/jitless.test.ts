import { describe, expect, it } from 'vitest';

describe('schemas under the page’s policy', () => {
  it('are told not to use eval before any is built', async () => {
    await import('./jitless.ts');
    const { config } = await import('zod');
    expect(config().jitless).toBe(true);
  });
});
