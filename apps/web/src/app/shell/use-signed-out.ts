import { useQueryClient } from '@tanstack/react-query';
import { useRouter } from '@tanstack/react-router';
import { useCallback } from 'react';

/** Takes a person whose session has ended to the sign-in page, keeping where they were. */
export function useSignedOut(): () => void {
  const router = useRouter();
  const queryClient = useQueryClient();
  return useCallback(() => {
    const { pathname, href } = router.state.location;
    if (pathname === '/sign-in') return;
    void router
      .navigate({ to: '/sign-in', search: { next: href } })
      .then(() => {
        queryClient.clear();
      });
  }, [router, queryClient]);
}
