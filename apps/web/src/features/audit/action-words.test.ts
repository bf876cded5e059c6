import { describe, expect, it } from 'vitest';

import { actionWords } from './action-words.ts';

describe('what was done, in words', () => {
  it('names an operation by its title', () => {
    expect(actionWords('submit ontap.add-key-servers')).toBe(
      'submit: Add key servers to a key manager',
    );
  });

  it('leaves everything else as it is', () => {
    expect(actionWords('approve')).toBe('approve');
  });
});
