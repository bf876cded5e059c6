import { render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { describe, expect, it } from 'vitest';

import { BeforeAfter } from './before-after.tsx';
import { CopyableId } from './copyable-id.tsx';
import { Fingerprint } from './fingerprint.tsx';
import { ProblemNotice } from './problem-notice.tsx';

describe('the pieces pages are made of', () => {
  it('copies the whole id also when only its beginning is shown', async () => {
    const user = userEvent.setup();
    render(<CopyableId value="abcdef0123" shown="abc…" label="digest" />);
    await user.click(screen.getByRole('button', { name: 'Copy digest' }));
    expect(await navigator.clipboard.readText()).toBe('abcdef0123');
    expect(screen.getByRole('button', { name: 'Copied' })).toBeTruthy();
  });

  it('writes a fingerprint the way people compare it, whole', () => {
    render(<Fingerprint sha256={'ab'.repeat(32)} />);
    expect(
      screen.getByText(Array.from({ length: 32 }, () => 'AB').join(':')),
    ).toBeTruthy();
  });

  it('says the difference of every line in a word, not in colour alone', () => {
    render(
      <BeforeAfter
        label="Before and after"
        differences={[
          { label: 'A', before: '1', after: '2' },
          { label: 'B', before: null, after: '2' },
          { label: 'C', before: '1', after: null },
          { label: 'D', before: '1', after: '1' },
        ]}
      />,
    );
    const words = screen
      .getAllByRole('row')
      .map((row) => row.lastElementChild?.textContent);
    expect(words).toEqual([
      'Difference',
      'changed',
      'added',
      'removed',
      'unchanged',
    ]);
  });

  it('leaves out of a problem what nobody said', () => {
    const { container } = render(
      <ProblemNotice
        problem={{ sentence: 'It failed.', facts: [undefined, ''] }}
      />,
    );
    expect(screen.getByRole('heading', { level: 2 }).textContent).toContain(
      'It failed.',
    );
    expect(container.querySelector('blockquote, .kw-fine-print')).toBeNull();
  });
});
