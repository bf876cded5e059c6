import type { PersonDetail } from '@keyward/contract';
import { useMutation, useQueryClient } from '@tanstack/react-query';

import { endSession } from '../../api/account.ts';
import {
  invitePerson,
  peopleKeys,
  renewInvitation,
  updatePerson,
} from '../../api/people.ts';

type Update = Parameters<typeof updatePerson>[1];

/** Everything that can be done to one person at once; roles follow by a change. */
export function usePersonActions(id: string) {
  const client = useQueryClient();
  const refresh = (): void => {
    void client.invalidateQueries({ queryKey: peopleKeys.one(id) });
    void client.invalidateQueries({ queryKey: peopleKeys.list });
  };
  const updating = useMutation({
    mutationFn: (body: Update) => updatePerson(id, body),
    onSuccess: (person: PersonDetail) => {
      client.setQueryData(peopleKeys.one(id), person);
      void client.invalidateQueries({ queryKey: peopleKeys.list });
    },
  });
  // The answer is a way in, so nothing of it stays in the cache.
  const renewing = useMutation({
    mutationFn: () => renewInvitation(id),
    gcTime: 0,
    onSuccess: refresh,
  });
  const ending = useMutation({ mutationFn: endSession, onSettled: refresh });
  return { updating, renewing, ending };
}

export function useInvite() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: invitePerson,
    gcTime: 0,
    onSuccess: () =>
      void client.invalidateQueries({ queryKey: peopleKeys.list }),
  });
}
