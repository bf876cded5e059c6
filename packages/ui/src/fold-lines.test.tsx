import { render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { describe, expect, it } from 'vitest';

import { BeforeAfter } from './before-after.tsx';
import { hiddenChanges } from './difference-lines.ts';
import { foldUnchanged } from './fold-lines.ts';

function numbered(count: number, changedAt = -1): string {
  return Array.from({ length: count }, (_, index) =>
    index === changedAt ? 'evil.example:5696' : `kms-${String(index)}`,
  ).join('\n');
}

describe('long differences', () => {
  it('show one changed line among ten thousand at once, and say how many they folded', async () => {
    const user = userEvent.setup();
    render(
      <BeforeAfter
        label="Before and after"
        differences={[
          {
            label: 'Servers',
            before: numbered(10_000),
            after: numbered(10_000, 7_777),
          },
        ]}
      />,
    );
    expect(screen.getByText('evil.example:5696')).toBeTruthy();
    expect(screen.getAllByText('kms-7776')).toHaveLength(2);
    expect(screen.queryByText('kms-5000')).toBeNull();
    const [first] = screen.getAllByRole('button', {
      name: 'Show 7,776 unchanged lines',
    });
    if (first === undefined) throw new Error('No fold.');
    await user.click(first);
    expect(screen.getByText('kms-5000')).toBeTruthy();
  });

  it('show one changed row among thousands of unchanged ones', () => {
    const differences = Array.from({ length: 3_000 }, (_, index) => ({
      label: `Field ${String(index)}`,
      before: 'a',
      after: index === 1_234 ? 'b' : 'a',
    }));
    render(<BeforeAfter label="Before and after" differences={differences} />);
    expect(screen.getByText('Field 1234')).toBeTruthy();
    expect(
      screen.getByRole('button', { name: 'Show 1,233 unchanged rows' }),
    ).toBeTruthy();
    expect(hiddenChanges(differences)).toEqual([]);
  });

  it('name every fold behind which there are changes', () => {
    const differences = [
      { label: 'A', before: null, after: numbered(500) },
      ...Array.from({ length: 300 }, (_, index) => ({
        label: String(index),
        before: 'a',
        after: 'b',
      })),
    ];
    expect(hiddenChanges(differences)).toEqual(['rows-200', 'row-0-after-200']);
  });

  it.each([0, 1, 12, 13, 40, 250, 1_000])(
    'lose nothing of %d items, whichever of them changed',
    (count) => {
      for (const every of [1, 2, 3, 7, 100]) {
        const items = Array.from({ length: count }, (_, index) => index);
        const folded = foldUnchanged(items, (item) => item % every !== 0);
        expect(
          folded.flatMap((each) =>
            each.kind === 'item' ? [each.item] : each.items,
          ),
        ).toEqual(items);
        for (const each of folded) {
          if (each.kind === 'item') continue;
          expect(each.items.some((item) => item % every === 0)).toBe(
            each.hidesChanges,
          );
        }
      }
    },
  );
});
