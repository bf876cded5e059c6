import { useQueryClient } from '@tanstack/react-query';
import { useRouter } from '@tanstack/react-router';
import { useCallback } from 'react';

import { leaveForSignIn } from '../leave-for-sign-in.ts';

/** What the event stream calls when it finds nobody signed in. */
export function useSignedOut(): () => void {
  const router = useRouter();
  const queryClient = useQueryClient();
  return useCallback(() => {
    leaveForSignIn(router, queryClient);
  }, [router, queryClient]);
}
