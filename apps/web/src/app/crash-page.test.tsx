import { render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import {
  createMemoryHistory,
  createRootRoute,
  createRoute,
  createRouter,
  RouterProvider,
} from '@tanstack/react-router';
import { describe, expect, it, vi } from 'vitest';

import { ApiProblem } from '../api/api-problem.ts';
import { expectAccessible } from '../testing/check-accessibility.ts';
import { OuterCrashPage } from './crash-page.tsx';
import { lazyPage } from './lazy-page.ts';

const SECRET = 'hunter2-typed-in-a-field';

/** A page that fails in one way or another. */
async function open(component: () => never | null): Promise<void> {
  vi.spyOn(console, 'warn').mockImplementation(() => undefined);
  const root = createRootRoute({ errorComponent: OuterCrashPage });
  const page = createRoute({
    getParentRoute: () => root,
    path: '/changes',
    component,
    errorComponent: OuterCrashPage,
  });
  const router = createRouter({
    routeTree: root.addChildren([page]),
    history: createMemoryHistory({ initialEntries: ['/changes?q=secret'] }),
  });
  await router.load();
  // React says to the console what a boundary caught, which is not what this is about.
  render(<RouterProvider router={router} />, {
    onCaughtError: () => undefined,
  });
  await screen.findByRole('heading', { name: 'This page could not be shown' });
}

function fail(error: Error) {
  return (): never => {
    throw error;
  };
}

describe('a page that failed', () => {
  it('says what to do and leads on, and never quotes what the page was working on', async () => {
    await open(fail(new TypeError(`${SECRET} is not a function`)));
    expect(screen.getByText(/A part of this page failed/)).toBeTruthy();
    expect(screen.getByRole('button', { name: 'Try again' })).toBeTruthy();
    expect(
      screen.getByRole('button', { name: 'Reload the page' }),
    ).toBeTruthy();
    expect(
      screen.getByRole('link', { name: 'Go to the home page' }),
    ).toBeTruthy();
    await expectAccessible();
    const user = userEvent.setup();
    await user.click(
      await screen.findByRole('button', { name: 'Copy for a ticket' }),
    );
    const copied = await navigator.clipboard.readText();
    expect(copied).toMatch(/^Keyward could not show the page \//);
    expect(copied).toContain('Error: TypeError');
    expect(copied).not.toContain('q=');
    expect(`${copied}${document.body.textContent}`).not.toContain(SECRET);
  });

  it('names the request where the console refused one', async () => {
    await open(
      fail(
        new ApiProblem({
          code: 'internal',
          title: 'Something went wrong',
          status: 500,
          requestId: 'req-77',
        }),
      ),
    );
    expect(screen.getByText(/req-77/)).toBeTruthy();
  });

  it('that could not be fetched offers to reload, and does not do so by itself', async () => {
    const Page = lazyPage(
      () =>
        Promise.reject<{ Page: () => null }>(
          new TypeError('Failed to fetch dynamically imported module: /x.js'),
        ),
      'Page',
    );
    sessionStorage.clear();
    await open(Page as () => null); // The router renders it, which is all that counts here.
    expect(screen.getByText(/Keyward was upgraded meanwhile/)).toBeTruthy();
    expect(
      screen.getByRole('button', { name: 'Reload the page' }),
    ).toBeTruthy();
    expect(screen.queryByRole('button', { name: 'Try again' })).toBeNull();
    // Where the router notes that it has reloaded a page by itself.
    expect(sessionStorage.length).toBe(0);
  });
});
