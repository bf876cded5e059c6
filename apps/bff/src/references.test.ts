import { describe, expect, it } from 'vitest';

import { changeReference, readReference, taskReference } from './references.ts';

describe('what a person writes', () => {
  it.each([
    ['CHG-1042', 'change'],
    ['chg 1042', 'change'],
    ['  Chg1042 ', 'change'],
    ['chg  1042', 'change'],
    ['TSK-1042', 'task'],
    ['1042', null],
  ])('is read as a reference: %s', (text, of) => {
    expect(readReference(text)).toEqual({ of, digits: '1042' });
  });

  it.each(['CHG-', 'CHG--1042', 'INC-1042', '1042a', '1234567890', '10 42'])(
    'is no reference: %s',
    (text) => {
      expect(readReference(text)).toBeNull();
    },
  );

  it('is read back as the reference that is shown', () => {
    expect(readReference(changeReference(7))).toEqual({
      of: 'change',
      digits: '7',
    });
    expect(readReference(taskReference(7))).toEqual({
      of: 'task',
      digits: '7',
    });
  });
});
