import { cleanup, configure } from '@testing-library/react';
import { afterEach, beforeEach, expect, vi } from 'vitest';

/** What the browser has and jsdom has not. */
function addMissingParts(): void {
  if (typeof window === 'undefined') return;
  window.matchMedia = (query) =>
    ({
      // A wide screen: the sidebar is open.
      matches: query.startsWith('(min-width'),
      media: query,
      addEventListener: () => undefined,
      removeEventListener: () => undefined,
    }) as unknown as MediaQueryList; // Only what the app uses.
  window.scrollTo = () => undefined;
  HTMLDialogElement.prototype.showModal = () => undefined;
  HTMLDialogElement.prototype.close = () => undefined;
  Element.prototype.scrollIntoView = () => undefined;
}

addMissingParts();
// Pages are loaded when they are first opened, which takes a moment on a busy machine.
configure({ asyncUtilTimeout: 25_000 });

// A test that makes React or the app complain has found something, also when it passes otherwise.
let complained: ReturnType<typeof watchComplaints>;

function watchComplaints() {
  return vi.spyOn(console, 'error');
}

beforeEach(() => {
  complained = watchComplaints();
});

afterEach(() => {
  if (typeof window !== 'undefined') cleanup();
  const complaints = complained.mock.calls;
  vi.restoreAllMocks();
  vi.useRealTimers();
  vi.unstubAllGlobals();
  expect(complaints, 'console.error was called').toEqual([]);
});
