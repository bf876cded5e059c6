import { describe, expect, it } from 'vitest';

import { scriptNotes, visibleParts, visibleText } from './visible-text.ts';

describe('text that nothing can hide in', () => {
  it.each([
    'kms1.example.com:5696',
    'Überprüft – “ja”',
    'キー管理',
    'KMSサーバー 第2',
    'Ключ управления',
    'два слова and two words',
    'α is a letter',
    '20 µs, 5 Ω',
    'two\nlines\tand a tab',
    '🔑',
    '',
  ])('leaves honest text as it is: %j', (text) => {
    expect(visibleText(text)).toBe(text);
  });

  it.each([
    ['a right-to-left override', '\u202E', '⟨U+202E⟩'],
    ['a left-to-right embedding', '\u202A', '⟨U+202A⟩'],
    ['a pop of directions', '\u202C', '⟨U+202C⟩'],
    ['a left-to-right isolate', '\u2066', '⟨U+2066⟩'],
    ['a right-to-left isolate', '\u2067', '⟨U+2067⟩'],
    ['a first strong isolate', '\u2068', '⟨U+2068⟩'],
    ['the end of an isolate', '\u2069', '⟨U+2069⟩'],
    ['a right-to-left mark', '\u200F', '⟨U+200F⟩'],
    ['an Arabic letter mark', '\u061C', '⟨U+061C⟩'],
    ['a zero-width space', '\u200B', '⟨U+200B⟩'],
    ['a zero-width non-joiner', '\u200C', '⟨U+200C⟩'],
    ['a zero-width joiner', '\u200D', '⟨U+200D⟩'],
    ['a word joiner', '\u2060', '⟨U+2060⟩'],
    ['an invisible times', '\u2062', '⟨U+2062⟩'],
    ['a soft hyphen', '\u00AD', '⟨U+00AD⟩'],
    ['a no-break space', '\u00A0', '⟨U+00A0⟩'],
    ['a narrow no-break space', '\u202F', '⟨U+202F⟩'],
    ['a hair space', '\u200A', '⟨U+200A⟩'],
    ['an ideographic space', '\u3000', '⟨U+3000⟩'],
    ['an escape', '\u001B', '⟨U+001B⟩'],
    ['a carriage return', '\r', '⟨U+000D⟩'],
    ['a backspace', '\b', '⟨U+0008⟩'],
    ['a next line', '\u0085', '⟨U+0085⟩'],
    ['a line separator', '\u2028', '⟨U+2028⟩'],
    ['a byte order mark', '\uFEFF', '⟨U+FEFF⟩'],
    ['a blank letter', '\u3164', '⟨U+3164⟩'],
    ['a variation selector', '\uFE0F', '⟨U+FE0F⟩'],
    ['a tag character', '\u{E0041}', '⟨U+E0041⟩'],
    ['a private-use character', '\uE000', '⟨U+E000⟩'],
    ['half a character', '\uD800', '\uFFFD'],
    ['a Cyrillic a', '\u0430', '⟨U+0430⟩'],
    ['a Cyrillic er', '\u0440', '⟨U+0440⟩'],
    ['a Greek omicron', '\u03BF', '⟨U+03BF⟩'],
    ['an Armenian o', '\u0585', '⟨U+0585⟩'],
    ['a Cherokee letter', '\u13A0', '⟨U+13A0⟩'],
    ['a full-width letter', '\uFF41', '⟨U+FF41⟩'],
    ['a mathematical letter', '\u{1D41A}', '⟨U+1D41A⟩'],
    ['a Roman numeral', '\u217C', '⟨U+217C⟩'],
    ['a fraction slash', '\u2044', '⟨U+2044⟩'],
    ['a one-dot leader', '\u2024', '⟨U+2024⟩'],
    ['a ratio', '\u2236', '⟨U+2236⟩'],
    ['a grapheme joiner', '\u034F', '⟨U+034F⟩'],
    ['a Khmer vowel without a shape', '\u17B4', '⟨U+17B4⟩'],
    ['a Mongolian variation selector', '\u180B', '⟨U+180B⟩'],
    ['a blank Braille pattern', '\u2800', '⟨U+2800⟩'],
    ['a null', '\u0000', '⟨U+0000⟩'],
    ['a stroke through the letter', '\u0336', '⟨U+0336⟩'],
    ['a slash through the letter', '\u0338', '⟨U+0338⟩'],
    ['a circle around the letter', '\u20DD', '⟨U+20DD⟩'],
    ['a supplementary variation selector', '\u{E0100}', '⟨U+E0100⟩'],
    ['a character of no assignment', '\uFFFE', '⟨U+FFFE⟩'],
    ['a modifier colon', '\uA789', '⟨U+A789⟩'],
  ])('shows %s as its code point', (_name, character, shown) => {
    expect(visibleText(`a${character}b`)).toBe(`a${shown}b`);
  });

  it('marks what it made visible, so that nobody takes it for the text itself', () => {
    expect(visibleParts('pay\u202Er\u043Ell')).toEqual([
      { text: 'pay', isMark: false },
      { text: '⟨U+202E⟩', isMark: true },
      { text: 'r', isMark: false },
      { text: '⟨U+043E⟩', isMark: true },
      { text: 'll', isMark: false },
    ]);
  });

  it('shows the marks that pile up on a letter beyond what any language stacks', () => {
    expect(visibleText('Việt e\u0323\u0302')).toBe('Việt e\u0323\u0302');
    expect(visibleText('e\u0301\u0302\u0303\u0304\u0305')).toBe(
      'e\u0301\u0302\u0303⟨U+0304⟩⟨U+0305⟩',
    );
  });

  it.each([
    ['pаypal', ['mixed scripts']],
    ['kms-οne', ['mixed scripts']],
    ['раγ', ['mixed scripts']],
    ['vcenterՏ1', ['mixed scripts']],
    ['adminא', ['mixed scripts']],
    ['сосо', ['not Latin, but looks it']],
    ['РАУ1', ['not Latin, but looks it']],
    ['ΑΒΕ', ['not Latin, but looks it']],
    ['Хост и ключ', []],
    ['Ключ управления kms', []],
    ['KMSサーバー', []],
    ['α and β', []],
    ['2026-11-21', []],
    ['Überprüft', []],
  ])('says of the letters of %j: %j', (text, notes) => {
    expect(scriptNotes(text)).toEqual(notes);
  });
});
