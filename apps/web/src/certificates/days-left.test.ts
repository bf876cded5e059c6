import { describe, expect, it } from 'vitest';

import { validityOf } from './days-left.ts';

const now = new Date('2026-11-21T00:00:00.000Z');
const valid = (from: string, to: string) =>
  validityOf(`${from}T00:00:00.000Z`, `${to}T00:00:00.000Z`, now);

describe('validity in words', () => {
  it('counts the days that are left', () => {
    expect(valid('2026-01-01', '2027-11-21')).toEqual({
      tone: 'good',
      text: '365 days left',
    });
  });

  it('warns in the last 30 days', () => {
    expect(valid('2026-01-01', '2026-12-20')).toEqual({
      tone: 'warning',
      text: '29 days left',
    });
    expect(valid('2026-01-01', '2026-12-21').tone).toBe('good');
  });

  it('says that a certificate is over or not yet begun', () => {
    expect(valid('2026-01-01', '2026-11-20')).toEqual({
      tone: 'bad',
      text: 'expired 1 day ago',
    });
    expect(valid('2026-11-23', '2027-01-01')).toEqual({
      tone: 'bad',
      text: 'not valid for another 2 days',
    });
  });
});
