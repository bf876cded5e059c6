import { describe, expect, it } from 'vitest';

import { SignInLimits } from './sign-in-limits.ts';

/** How many of so many tries get through. */
async function countTaken(
  limits: SignInLimits,
  tries: number,
  next: (index: number) => [account: string, address: string],
): Promise<number> {
  let taken = 0;
  for (let index = 0; index < tries; index += 1) {
    const [account, address] = next(index);
    taken += await limits.take(account, address).then(
      () => 1,
      () => 0,
    );
  }
  return taken;
}

describe('the limits of signing in', () => {
  it('do not let one address use up what everybody has', async () => {
    const limits = new SignInLimits();
    const flooded = await countTaken(limits, 400, (index) => [
      `person-${String(index)}`,
      '192.0.2.1',
    ]);
    expect(flooded).toBe(60);
    await expect(limits.take('admin', '192.0.2.2')).resolves.toBeUndefined();
  });

  it.each([
    ['2001:db8::1', '2001:db8::2', '2001:DB8:0:0:a:b:c:d'],
    ['2001:db8:1:2::1', '2001:db8:1:2:3:4:5:6', '2001:0db8:1:2:ffff::'],
    ['::1', '::2', '0:0:0:0:0:0:0:3'],
  ])('count %s, %s and %s as one customer', async (...addresses) => {
    const limits = new SignInLimits();
    const taken = await countTaken(limits, 15, (index) => [
      'admin',
      addresses[index % 3] ?? '',
    ]);
    expect(taken).toBe(5);
  });

  it('count two customers apart', async () => {
    const limits = new SignInLimits();
    const addresses = ['2001:db8:1:2::1', '2001:db8:1:3::1'];
    const taken = await countTaken(limits, 12, (index) => [
      'admin',
      addresses[index % 2] ?? '',
    ]);
    expect(taken).toBe(10);
  });

  it('let nobody be kept out by strangers who use up what everybody has', async () => {
    const limits = new SignInLimits();
    await limits.take('admin', '192.0.2.1');
    await limits.succeed('admin', '192.0.2.1');
    const flooded = await countTaken(limits, 400, (index) => [
      'admin',
      `198.51.${String(index >> 7)}.${String(index & 127)}`,
    ]);
    expect(flooded).toBeLessThanOrEqual(300);
    await expect(limits.take('admin', '203.0.113.9')).rejects.toMatchObject({
      code: 'rate_limited',
    });
    await expect(limits.take('admin', '192.0.2.1')).resolves.toBeUndefined();
  });

  it('count guesses also where somebody has signed in before', async () => {
    const limits = new SignInLimits();
    await limits.take('admin', '192.0.2.1');
    await limits.succeed('admin', '192.0.2.1');
    const taken = await countTaken(limits, 20, () => ['admin', '192.0.2.1']);
    expect(taken).toBe(5);
  });
});
