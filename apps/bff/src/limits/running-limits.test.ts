import { expect, it } from 'vitest';

import { createRunningLimits } from './running-limits.ts';

it('one person has so many looks at targets running, and the next may begin when one is done', () => {
  const limits = createRunningLimits({ looks: 2, plans: 1 });
  const done = limits.begin('probeConnection', 'ada');
  limits.begin('testConnection', 'ada');
  expect(() => limits.begin('createConnection', 'ada')).toThrow('rate_limited');
  expect(() => limits.begin('probeConnection', 'rune')).not.toThrow();
  expect(() => limits.begin('previewChange', 'ada')).not.toThrow();
  expect(() => limits.begin('submitChange', 'ada')).toThrow('rate_limited');
  done();
  expect(() => limits.begin('createConnection', 'ada')).not.toThrow();
});

it('what reads nothing from a target has no such limit', () => {
  const limits = createRunningLimits({ looks: 1, plans: 1 });
  for (let turn = 0; turn < 100; turn += 1) {
    expect(() => limits.begin('listChanges', 'ada')).not.toThrow();
    expect(() => limits.begin('signIn', null)).not.toThrow();
  }
});
