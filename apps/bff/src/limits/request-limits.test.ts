import { describe, expect, it } from 'vitest';

import { type Arrival, createRequestLimits } from './request-limits.ts';

const SETTINGS = {
  readsPer10Seconds: 4,
  changesPer10Seconds: 2,
  strangersPer10Seconds: 3,
};

function arrival(given: Partial<Arrival> = {}): Arrival {
  return { tokenHash: null, address: '10.0.0.1', isUnsafe: false, ...given };
}

async function codeOf(call: Promise<void>): Promise<string> {
  const refused: unknown = await call.catch((error: unknown) => error);
  if (refused === undefined) return 'admitted';
  expect(refused).toMatchObject({
    code: 'rate_limited',
    extra: {
      retryAfterSeconds: expect.any(Number) as number,
      nextStep: expect.stringMatching(/^Wait /) as string,
    },
  });
  return 'refused';
}

describe('how often somebody may ask', () => {
  it('is counted per address for strangers, an IPv6 network as one', async () => {
    const limits = createRequestLimits(SETTINGS);
    const from = (address: string) =>
      codeOf(limits.admit(arrival({ address })));
    const network = ['::1', '::2', '::3', '::ffff:1'].map(
      (tail) => `2001:db8:0:1${tail}`,
    );
    const codes: string[] = [];
    for (const address of network) codes.push(await from(address));
    expect(codes).toEqual(['admitted', 'admitted', 'admitted', 'refused']);
    expect(await from('2001:db8:0:2::1')).toBe('admitted');
    expect(await from('10.0.0.1')).toBe('admitted');
  });

  it('is not counted against the address of somebody who is signed in', async () => {
    const limits = createRequestLimits(SETTINGS);
    for (let person = 0; person < 10; person += 1) {
      const own = arrival({ tokenHash: `token-${String(person)}` });
      await limits.admit(own);
      await limits.recognise(own, `person-${String(person)}`);
    }
    expect(await codeOf(limits.admit(arrival()))).toBe('admitted');
  });

  it('is counted per person, whatever session and address they use', async () => {
    const limits = createRequestLimits(SETTINGS);
    const codes: string[] = [];
    for (let turn = 0; turn < 6; turn += 1) {
      const own = arrival({
        tokenHash: `token-${String(turn)}`,
        address: `10.0.0.${String(turn)}`,
      });
      codes.push(
        await codeOf(
          limits.admit(own).then(() => limits.recognise(own, 'ada')),
        ),
      );
    }
    expect(codes).toEqual([
      'admitted',
      'admitted',
      'admitted',
      'admitted',
      'refused',
      'refused',
    ]);
    const other = arrival({ tokenHash: 'another', address: '10.0.0.9' });
    await limits.admit(other);
    expect(await codeOf(limits.recognise(other, 'rune'))).toBe('admitted');
  });

  it('is refused before anything is looked up, once the session is known', async () => {
    const limits = createRequestLimits(SETTINGS);
    const own = arrival({ tokenHash: 'token' });
    await limits.admit(own);
    await limits.recognise(own, 'ada');
    const codes: string[] = [];
    for (let turn = 0; turn < 4; turn += 1) {
      codes.push(await codeOf(limits.admit(own)));
    }
    expect(codes).toEqual(['admitted', 'admitted', 'admitted', 'refused']);
  });

  it('counts what may change something apart', async () => {
    const limits = createRequestLimits(SETTINGS);
    const own = arrival({ tokenHash: 'token', isUnsafe: true });
    await limits.admit(own);
    await limits.recognise(own, 'ada');
    expect(await codeOf(limits.admit(own))).toBe('admitted');
    expect(await codeOf(limits.admit(own))).toBe('refused');
    expect(await codeOf(limits.admit({ ...own, isUnsafe: false }))).toBe(
      'admitted',
    );
  });

  it('is not used up by who has a token that opens nothing any more', async () => {
    const limits = createRequestLimits(SETTINGS);
    const stolen = arrival({ tokenHash: 'stolen' });
    await limits.admit(stolen);
    await limits.recognise(stolen, 'ada');
    for (let turn = 0; turn < 3; turn += 1) {
      await limits.admit(stolen);
      limits.forget(stolen);
    }
    const own = arrival({ tokenHash: 'own' });
    await limits.admit({ ...own, address: '10.0.0.9' });
    expect(await codeOf(limits.recognise(own, 'ada'))).toBe('admitted');
  });

  it('counts a made-up session against the address', async () => {
    const limits = createRequestLimits(SETTINGS);
    const codes: string[] = [];
    for (let turn = 0; turn < 4; turn += 1) {
      codes.push(
        await codeOf(
          limits.admit(arrival({ tokenHash: `made-up-${String(turn)}` })),
        ),
      );
    }
    expect(codes.at(-1)).toBe('refused');
  });
});
