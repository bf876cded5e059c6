import type { Session } from '@keyward/contract';
import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';

import { forgetEverything } from '../api/forget-everything.ts';
import { sessionQuery } from '../api/session.ts';

/** Lets a person in who has just signed in, at a path of this console. */
export function useEntrance(): (session: Session, path: string) => void {
  const queryClient = useQueryClient();
  const navigate = useNavigate();
  return (session, path) => {
    forgetEverything(queryClient);
    queryClient.setQueryData(sessionQuery.queryKey, session);
    void navigate({ href: path });
  };
}
