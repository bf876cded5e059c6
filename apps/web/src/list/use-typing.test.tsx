import { act, renderHook } from '@testing-library/react';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';

import { useTyping } from './use-typing.ts';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

it('what was typed joins the filters as they are when typing pauses, not as they were', () => {
  const applied: string[] = [];
  const { result, rerender } = renderHook(
    ({ others }: { others: string }) =>
      useTyping('', 250, (text) => {
        applied.push(`${text} with ${others}`);
      }),
    { initialProps: { others: 'nothing' } },
  );
  act(() => {
    result.current.type('kms');
  });
  rerender({ others: 'a connection' });
  act(() => {
    vi.advanceTimersByTime(250);
  });
  expect(applied).toEqual(['kms with a connection']);
});
