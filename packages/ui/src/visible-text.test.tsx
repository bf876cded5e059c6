import { render } from '@testing-library/react';
import { describe, expect, it } from 'vitest';

import { VisibleText } from './visible-text.tsx';
import { visibleText } from './visible-parts.ts';

describe('text that nothing can hide in', () => {
  it('leaves ordinary text, accents and other scripts as they are', () => {
    for (const text of [
      'kms1.example.com:5696',
      'Überprüft – “ja”',
      'キー管理',
      'two\nlines\tand a tab',
      '🔑',
    ]) {
      expect(visibleText(text)).toBe(text);
    }
  });

  it.each([
    ['a right-to-left override', '\u202E', '⟨U+202E⟩'],
    ['an isolate', '\u2066', '⟨U+2066⟩'],
    ['a zero-width space', '\u200B', '⟨U+200B⟩'],
    ['a zero-width joiner', '\u200D', '⟨U+200D⟩'],
    ['a no-break space', '\u00A0', '⟨U+00A0⟩'],
    ['an escape', '\u001B', '⟨U+001B⟩'],
    ['a byte order mark', '\uFEFF', '⟨U+FEFF⟩'],
    ['a blank letter', '\u3164', '⟨U+3164⟩'],
    ['a tag character', '\u{E0041}', '⟨U+E0041⟩'],
    ['half a character', '\uD800', '\uFFFD'],
  ])('shows %s as its code point', (_name, character, shown) => {
    expect(visibleText(`a${character}b`)).toBe(`a${shown}b`);
  });

  it('marks what it made visible, so that nobody takes it for the text itself', () => {
    const { container } = render(<VisibleText text={'pay\u202Eroll'} />);
    expect(
      [...container.querySelectorAll('mark')].map((mark) => mark.textContent),
    ).toEqual(['⟨U+202E⟩']);
    expect(container.textContent).toBe('pay⟨U+202E⟩roll');
  });
});
