import { useMutation, useQueryClient } from '@tanstack/react-query';

import { inboxKeys, markRead } from '../../api/inbox.ts';

/** Marks some notifications as read, or all of them without ids. */
export function useMarkRead() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (ids: readonly string[] | undefined) => markRead(ids),
    onSettled: () => client.invalidateQueries({ queryKey: inboxKeys.all }),
  });
}
