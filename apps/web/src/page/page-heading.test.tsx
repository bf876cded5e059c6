import { render, screen } from '@testing-library/react';
import { expect, it } from 'vitest';

import { PageHeading } from './page-heading.tsx';

it('a title lets nothing hide or turn letters around, neither on the page nor in the browser’s tab', () => {
  render(<PageHeading title={'Where ticket INC\u202e9 \u200bstands'} />);
  expect(screen.getByRole('heading', { level: 1 }).textContent).toBe(
    'Where ticket INC⟨U+202E⟩9 ⟨U+200B⟩stands',
  );
  expect(document.title).toContain('INC⟨U+202E⟩9 ⟨U+200B⟩stands');
});
