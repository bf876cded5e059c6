import { describe, expect, it } from 'vitest';

import { keepSearch, parseSearch, stringifySearch } from './search-text.ts';

describe('the search part of an address', () => {
  it('stays text: a ticket of digits is no number', () => {
    expect(parseSearch('?ticket=00123&q=true')).toEqual({
      ticket: '00123',
      q: 'true',
    });
  });

  it('comes back as it was', () => {
    const search = {
      state: 'failed,cancelled',
      q: 'kms 1&2=3',
      host: '[2001:db8::1]',
    };
    expect(parseSearch(stringifySearch(search))).toEqual(search);
  });

  it('says only what is set', () => {
    expect(stringifySearch({ q: '', state: undefined })).toBe('');
  });

  it('keeps the parameters a page knows and drops the others', () => {
    expect(keepSearch(['q'])({ q: 'a', evil: 'b', state: '' })).toEqual({
      q: 'a',
    });
  });
});
