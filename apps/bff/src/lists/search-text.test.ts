import { describe, expect, it } from 'vitest';

import { containing } from './search-text.ts';

describe('a search pattern', () => {
  it('finds the words anywhere, in any case, without blanks around', () => {
    expect(containing('  CHG-1042 ')).toBe('%chg-1042%');
  });

  it('takes wildcards for what they look like', () => {
    expect(containing('100%_\\')).toBe('%100\\%\\_\\\\%');
  });

  it('looks for one or two characters where words begin', () => {
    expect(containing('vc')).toBe('% vc%');
    expect(containing('%_')).toBe('% \\%\\_%');
  });
});
