import { describe, expect, it } from 'vitest';

import { hasFilters, valuesOf, withFilters } from './filters.ts';

describe('filters in the address', () => {
  it('keeps what is set and drops what is cleared', () => {
    expect(
      withFilters(
        { q: 'a', state: 'failed' },
        { q: undefined, ticket: 'INC-1' },
      ),
    ).toEqual({ state: 'failed', ticket: 'INC-1' });
  });

  it('reads several values of one filter', () => {
    expect(valuesOf('failed,cancelled,')).toEqual(['failed', 'cancelled']);
    expect(valuesOf(undefined)).toEqual([]);
  });

  it('knows when nothing is filtered', () => {
    expect(hasFilters({ q: '' })).toBe(false);
    expect(hasFilters({ q: 'x' })).toBe(true);
  });
});
