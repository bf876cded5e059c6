import type { Check } from '@keyward/contract';
import { describe, expect, it } from 'vitest';

import { Refusal } from '../http/refusal.ts';
import { refuseBlockers } from './preflight.ts';

function check(change: Partial<Check>): Check {
  return {
    id: 'some-check',
    title: 'Some check',
    severity: 'blocker',
    passed: false,
    evidence: 'It is so.',
    observedAt: '2027-01-01T00:00:00.000Z',
    ...change,
  };
}

function refusalOf(checks: Check[]): Refusal | null {
  try {
    refuseBlockers(checks);
    return null;
  } catch (error) {
    if (error instanceof Refusal) return error;
    throw error;
  }
}

describe('blockers', () => {
  it('refuse only when they failed', () => {
    expect(refusalOf([])).toBeNull();
    expect(refusalOf([check({ passed: true })])).toBeNull();
    expect(
      refusalOf([check({ severity: 'warning' }), check({ severity: 'info' })]),
    ).toBeNull();
  });

  it('refuse with every failed one beside its field', () => {
    const refusal = refusalOf([
      check({ id: 'one', field: '/servers/1/server', evidence: 'First.' }),
      check({ id: 'fine', passed: true, field: '/x' }),
      check({ id: 'two', evidence: 'Second.' }),
    ]);
    expect(refusal?.code).toBe('preflight_failed');
    expect(refusal?.detail).toBe('First.');
    expect(refusal?.fieldErrors).toEqual([
      { pointer: '/input/servers/1/server', code: 'one', message: 'First.' },
      { pointer: '/input', code: 'two', message: 'Second.' },
    ]);
  });

  it('refuse with the code of their own, when it is one of ours', () => {
    expect(refusalOf([check({ code: 'validation_failed' })])?.code).toBe(
      'validation_failed',
    );
    expect(refusalOf([check({ code: 'nobody_knows' })])?.code).toBe(
      'preflight_failed',
    );
  });
});
