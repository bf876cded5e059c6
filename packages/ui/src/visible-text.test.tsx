import { render } from '@testing-library/react';
import { describe, expect, it } from 'vitest';

import { VisibleText } from './visible-text.tsx';

describe('text that nothing can hide in', () => {
  it('marks what it made visible, so that nobody takes it for the text itself', () => {
    const { container } = render(<VisibleText text={'pay\u202Eroll'} />);
    expect(
      [...container.querySelectorAll('mark')].map((mark) => mark.textContent),
    ).toEqual(['⟨U+202E⟩']);
    expect(container.textContent).toBe('pay⟨U+202E⟩roll');
  });

  it('says when a word mixes letters of several scripts', () => {
    const { container } = render(<VisibleText text="pаyroll" />);
    expect(container.textContent).toBe('p⟨U+0430⟩yrollmixed scripts');
    expect(container.querySelector('.kw-script-note')?.textContent).toBe(
      'mixed scripts',
    );
  });

  it('says nothing more of honest text', () => {
    const { container } = render(<VisibleText text="Ключ für KMSサーバー" />);
    expect(container.textContent).toBe('Ключ für KMSサーバー');
  });
});
