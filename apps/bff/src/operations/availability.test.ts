import { TARGET_OPERATIONS } from '@keyward/contract';
import { describe, expect, it } from 'vitest';

import { availabilityOf } from './availability.ts';

const registerToken = TARGET_OPERATIONS['vcenter.register-expanded-token'];

describe('whether a connection has an operation', () => {
  it('has what its probe found', () => {
    expect(
      availabilityOf(registerToken, {
        capabilities: ['registered-tokens'],
        isQuarantined: false,
      }),
    ).toEqual({ available: true, reason: null, alternative: null });
  });

  it('lacks what its probe did not find, with the reason and the alternative', () => {
    expect(
      availabilityOf(registerToken, {
        capabilities: ['trust-authority'],
        isQuarantined: false,
      }),
    ).toEqual({ available: false, ...registerToken.unavailable });
  });

  it('promises nothing before the first probe', () => {
    const { available, alternative } = availabilityOf(registerToken, {
      capabilities: [],
      isQuarantined: false,
    });
    expect(available).toBe(false);
    expect(alternative).toBe('Test the connection first.');
  });

  it('has nothing while it is quarantined', () => {
    const { available, reason } = availabilityOf(registerToken, {
      capabilities: ['registered-tokens'],
      isQuarantined: true,
    });
    expect(available).toBe(false);
    expect(reason).toContain('another certificate');
  });
});
