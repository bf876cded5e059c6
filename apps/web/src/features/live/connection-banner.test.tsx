import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { act, render, screen } from '@testing-library/react';
import { describe, expect, it, vi } from 'vitest';

import { expectAccessible } from '../../testing/check-accessibility.ts';
import { ConnectionBanner } from './connection-banner.tsx';
import { LiveProvider } from './live-context.tsx';
import { LiveRegion } from './live-region.tsx';

function setOnline(isOnline: boolean): void {
  vi.spyOn(navigator, 'onLine', 'get').mockReturnValue(isOnline);
  act(() => {
    window.dispatchEvent(new Event(isOnline ? 'online' : 'offline'));
  });
}

describe('a lost connection', () => {
  it('is said as long as it is so, and told to a screen reader once each way', async () => {
    render(
      <QueryClientProvider client={new QueryClient()}>
        <LiveProvider
          personId={null}
          after={null}
          onSignedOut={() => undefined}
        >
          <main>
            <ConnectionBanner isLive={false} />
            <LiveRegion />
          </main>
        </LiveProvider>
      </QueryClientProvider>,
    );
    expect(screen.queryByText(/offline/)).toBeNull();
    expect(screen.getByRole('status').textContent).toBe('');

    setOnline(false);
    expect(
      screen.getByText(/This browser has been offline since \d\d:\d\d\./),
    ).toBeTruthy();
    expect(screen.getByText(/What you typed stays here/)).toBeTruthy();
    expect(
      await screen.findByText(/^The connection to Keyward is lost\./),
    ).toBe(screen.getByRole('status'));
    await expectAccessible();

    setOnline(true);
    expect(screen.queryByText(/This browser has been offline/)).toBeNull();
    expect(await screen.findByText(/^The connection is back/)).toBe(
      screen.getByRole('status'),
    );
  });
});
