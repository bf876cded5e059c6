import { cleanup } from '@testing-library/react';
import { afterEach, beforeEach, expect, vi } from 'vitest';

/** What the browser has and jsdom has not. */
function addMissingParts(): void {
  if (typeof window === 'undefined') return;
  window.matchMedia ??= (query) =>
    ({
      matches: false,
      media: query,
      addEventListener: () => undefined,
      removeEventListener: () => undefined,
    }) as unknown as MediaQueryList; // Only what the app uses.
  window.scrollTo = () => undefined;
}

addMissingParts();

// A test that makes React or the app complain has found something, also when it passes otherwise.
beforeEach(() => {
  vi.spyOn(console, 'error');
});

afterEach(() => {
  if (typeof window !== 'undefined') cleanup();
  const complaints = vi.mocked(console.error).mock.calls;
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
  expect(complaints, 'console.error was called').toEqual([]);
});
