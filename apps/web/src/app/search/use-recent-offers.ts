import type { Session } from '@keyward/contract';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';

import { changeQuery } from '../../api/changes.ts';
import { connectionsQuery } from '../../api/connections.ts';
import { taskQuery } from '../../api/tasks.ts';
import { KIND_ICONS } from '../../features/search/hit-offers.ts';
import type { Offer } from '../../features/search/offer.ts';
import { readRecent, type RecentItem } from '../../recent/recent-items.ts';
import { CHANGE_STATES, TASK_STATES } from '../../wording/states.ts';

/** What this person looked at last, named by what the page knows already; nothing is asked for it but names. */
export function useRecentOffers(session: Session): Offer[] {
  const [items] = useState(() => readRecent(session.person.id));
  const queryClient = useQueryClient();
  const { data: connections } = useQuery({
    ...connectionsQuery,
    enabled:
      session.permissions.includes('connections:read') &&
      items.some(({ kind }) => kind === 'connection'),
  });
  const offerOf = ({ kind, id, reference }: RecentItem): Offer[] => {
    const key = `recent-${id}`;
    const icon = KIND_ICONS[kind];
    const named = { key, icon, text: reference, isReference: true };
    switch (kind) {
      case 'change': {
        const known = queryClient.getQueryData(changeQuery(id).queryKey);
        return [
          {
            ...named,
            detail: known?.title,
            state: known === undefined ? undefined : CHANGE_STATES[known.state],
            goal: { to: '/changes/$id', params: { id } },
          },
        ];
      }
      case 'task': {
        const known = queryClient.getQueryData(taskQuery(id).queryKey);
        return [
          {
            ...named,
            detail: known?.title,
            state: known === undefined ? undefined : TASK_STATES[known.state],
            goal: { to: '/tasks/$id', params: { id } },
          },
        ];
      }
      case 'connection': {
        const known = connections?.items.find((each) => each.id === id);
        return known === undefined
          ? []
          : [
              {
                key,
                icon,
                text: known.name,
                goal: { to: '/connections/$id', params: { id } },
              },
            ];
      }
    }
  };
  return items.flatMap(offerOf);
}
