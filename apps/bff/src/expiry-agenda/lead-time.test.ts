import type { OperationId } from '@keyward/contract';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { leadTimeOf, type MeasuredChange } from './lead-time.ts';

const HOUR_MS = 3_600_000;
const CERTIFICATE = 'vcenter.update-provider-client-certificate';
const SERVERS = 'ontap.add-key-servers';

function took(
  operation: OperationId,
  ...hours: readonly number[]
): MeasuredChange[] {
  return hours.map((each) => ({ operation, tookMs: each * HOUR_MS }));
}

describe('the lead time', () => {
  it('is a week while fewer than five changes were measured', () => {
    const lead = leadTimeOf(took(SERVERS, 1, 1, 1, 1), SERVERS);
    expect(lead).toEqual({
      hours: 168,
      marginHours: 24,
      basis: 4,
      measured: false,
      percentile: 90,
      operation: null,
    });
  });

  it('is what nine of ten changes did not exceed, in whole hours, and a day', () => {
    const hours = [1, 2, 3, 4, 5, 6, 7, 8, 9.25, 400];
    expect(leadTimeOf(took(SERVERS, ...hours), null)).toMatchObject({
      hours: 10 + 24,
      basis: 10,
      measured: true,
      operation: null,
    });
  });

  it('is of the operation itself as soon as five of its own were measured', () => {
    const others = took(SERVERS, 1, 1, 1, 1, 1, 1);
    const four = took(CERTIFICATE, 30, 30, 30, 30);
    expect(leadTimeOf([...others, ...four], CERTIFICATE)).toMatchObject({
      hours: 30 + 24,
      basis: 10,
      operation: null,
    });
    const five = took(CERTIFICATE, 30, 30, 30, 30, 40);
    expect(leadTimeOf([...others, ...five], CERTIFICATE)).toMatchObject({
      hours: 40 + 24,
      basis: 5,
      operation: CERTIFICATE,
    });
  });

  it('does not count what nobody has to approve', () => {
    const immediate = took('vcenter.register-expanded-token', 0, 0, 0, 0, 0, 0);
    expect(leadTimeOf(immediate, null)).toMatchObject({
      measured: false,
      basis: 0,
    });
  });

  it('covers at least nine of ten of what was measured, whatever that was', () => {
    fc.assert(
      fc.property(
        fc.array(fc.double({ min: 0, max: 10_000, noNaN: true }), {
          minLength: 5,
          maxLength: 200,
        }),
        (hours) => {
          const lead = leadTimeOf(took(SERVERS, ...hours), SERVERS);
          const limit = lead.hours - lead.marginHours;
          const covered = hours.filter((each) => each <= limit + 1e-6).length;
          expect(covered / hours.length).toBeGreaterThanOrEqual(0.9);
          expect(lead.hours).toBeGreaterThanOrEqual(24);
        },
      ),
    );
  });
});
