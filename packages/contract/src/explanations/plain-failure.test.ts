import { describe, expect, it } from 'vitest';

import { failureKind } from '../task.ts';
import { plainFailure } from './plain-failure.ts';

describe('a failure in words of the catalogue', () => {
  it.each(failureKind.options)('has a sentence for every kind: %s', (kind) => {
    const { code, sentence } = plainFailure(
      'console.update-policy',
      kind,
      null,
    );
    expect(code).toBe(kind);
    expect(sentence).toMatch(/^[A-Z].{20,}\.$/);
    expect(sentence).not.toBe('It failed.');
  });

  it('is the operation’s own before the vendor’s, and the vendor’s before the console’s', () => {
    expect(
      plainFailure('esx.create-native-provider', 'refused', 'ALREADY_EXISTS')
        .sentence,
    ).toContain('of this name exists on the host');
    expect(
      plainFailure('ontap.add-key-servers', 'refused', '65536038').sentence,
    ).toContain('four primary key servers');
    expect(
      plainFailure('ontap.add-key-servers', 'unreachable', 'upstream_tls'),
    ).toMatchObject({ code: 'upstream_tls' });
  });

  it.each([
    'kms-1.corp.example',
    '__proto__',
    'constructor',
    'toString',
    '',
    '999999999',
  ])('repeats no code that the catalogue does not have: %s', (code) => {
    expect(plainFailure('ontap.add-key-servers', 'refused', code)).toEqual({
      code: 'refused',
      sentence: 'The target refused the change.',
    });
  });
});
