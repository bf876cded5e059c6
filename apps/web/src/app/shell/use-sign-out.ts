import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';

import { forgetEverything } from '../../api/forget-everything.ts';
import { signOut } from '../../api/session.ts';
import { keepStopped } from '../../features/guide/remembered.ts';
import { keepChoices } from '../theme.ts';

/** Signs out and forgets what was seen. */
export function useSignOut(): { leave: () => void; isPending: boolean } {
  const queryClient = useQueryClient();
  const navigate = useNavigate();
  const leaving = useMutation({
    mutationFn: async () => {
      // Signing out clears the site's storage; how the page looks, and who is not to be guided, is no secret and stays.
      const rememberAgain = keepChoices();
      const stopAgain = keepStopped();
      await signOut();
      rememberAgain();
      stopAgain();
    },
    onSettled: async () => {
      // Who signs out has decided: what is half filled in stays as a draft, and its secrets are to be gone.
      await navigate({ to: '/sign-in', search: {}, ignoreBlocker: true });
      forgetEverything(queryClient);
    },
  });
  return {
    leave: () => {
      leaving.mutate();
    },
    isPending: leaving.isPending,
  };
}
