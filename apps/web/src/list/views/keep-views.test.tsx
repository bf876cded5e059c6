import { afterEach, expect, it } from 'vitest';

import { keepViews } from './keep-views.ts';

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
