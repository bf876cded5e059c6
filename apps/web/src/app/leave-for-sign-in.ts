import type { QueryClient } from '@tanstack/react-query';

import { forgetEverything } from '../api/forget-everything.ts';
import { endedBecause, knownEnds } from '../api/session-end.ts';

/** The part of the router that leaving needs. */
interface Leaving {
  state: { location: { pathname: string; href: string } };
  navigate: (to: {
    to: '/sign-in';
    search: { next: string; ended: string };
    ignoreBlocker: true;
  }) => Promise<void>;
}

/** Takes a person whose session has ended to the sign-in page, keeping where they were. */
export function leaveForSignIn(
  router: Leaving,
  queryClient: QueryClient,
): void {
  const { pathname, href } = router.state.location;
  if (pathname === '/sign-in') return;
  // What the person saw is forgotten once their pages are gone, so that none asks for it again.
  const ended = endedBecause(knownEnds(queryClient), Date.now());
  void router
    .navigate({
      to: '/sign-in',
      search: { next: href, ended },
      // Nothing can be sent from that page any more, so nobody is asked to stay there.
      ignoreBlocker: true,
    })
    .then(() => {
      forgetEverything(queryClient);
    });
}
