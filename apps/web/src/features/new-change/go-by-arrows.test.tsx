import { fireEvent, render, screen } from '@testing-library/react';
import { expect, it } from 'vitest';

import { goByArrows } from './go-by-arrows.ts';

it('goes from card to card by the arrows, round the ends, and chooses none', () => {
  render(
    <div role="radiogroup" tabIndex={-1} onKeyDown={goByArrows}>
      {['one', 'two', 'three'].map((name) => (
        <input key={name} type="radio" name="cards" aria-label={name} />
      ))}
      <input type="radio" name="cards" aria-label="not now" disabled />
    </div>,
  );
  const press = (key: string): string | null => {
    const focused = document.activeElement;
    if (focused === null) return null;
    fireEvent.keyDown(focused, { key });
    return document.activeElement?.getAttribute('aria-label') ?? null;
  };
  screen.getByRole('radio', { name: 'one' }).focus();
  expect(['ArrowDown', 'ArrowRight', 'ArrowDown'].map(press)).toEqual([
    'two',
    'three',
    'one',
  ]);
  expect(press('ArrowUp')).toBe('three');
  expect(
    screen
      .getAllByRole<HTMLInputElement>('radio')
      .filter(({ checked }) => checked),
  ).toEqual([]);
});
