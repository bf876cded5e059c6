import { describe, expect, it } from 'vitest';

import { startOf } from './start-text.ts';

describe('what a link puts into the form of a change', () => {
  it('is what it says', () => {
    const search = {
      operation: 'ontap.add-key-servers',
      provider: 'Straße  7',
      reason: 'Läuft ab: нос, 鍵',
      ticket: 'INC-9',
    };
    expect(startOf(search)).toEqual(search);
  });

  it('hides nothing below or beside what is seen of a field', () => {
    const reason = `Renewal.${'\n'.repeat(60)}Open to all.${' '.repeat(400)}\u00a0\u00a0And more.`;
    expect(startOf({ reason }).reason).toBe('Renewal. Open to all. And more.');
    expect(startOf({ ticket: 'INC\u2028\u0085\t9' }).ticket).toBe('INC 9');
  });

  it.each(['\u202e', '\u2066', '\u200b', '\ufeff', '\u00ad', '\u3164', '\0'])(
    'turns no letters around and has none that nobody sees: %j',
    (character) => {
      const text = `kms${character}1.example`;
      for (const value of Object.values(
        startOf({ server: text, keyId: text, reason: text }),
      )) {
        expect(value.replace(' ', '')).toBe('kms1.example');
      }
    },
  );
});
