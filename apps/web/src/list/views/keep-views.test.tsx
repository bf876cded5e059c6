import { afterEach, beforeEach, expect, it } from 'vitest';

import { keepViews } from './keep-views.ts';

// Files share one storage, and another may have left something in it.
beforeEach(() => {
  localStorage.clear();
});
afterEach(() => {
  localStorage.clear();
});

it('brings saved views through a sign-out that clears the storage, and nothing else', () => {
  localStorage.setItem('keyward-views-tasks-p1', '[]');
  localStorage.setItem('something-else', 'secret');
  const keepAgain = keepViews();
  localStorage.clear();
  keepAgain();
  expect(Object.entries(localStorage)).toEqual([
    ['keyward-views-tasks-p1', '[]'],
  ]);
});
