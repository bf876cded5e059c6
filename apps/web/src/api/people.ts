import type { RouteBody } from '@keyward/contract';
import { queryOptions } from '@tanstack/react-query';

import { callRoute } from './call-route.ts';

export const peopleKeys = {
  list: ['people', 'list'] as const,
  one: (id: string) => ['people', 'one', id] as const,
};

/** Everybody who has or had access. */
export const peopleQuery = queryOptions({
  queryKey: peopleKeys.list,
  queryFn: ({ signal }) => callRoute('listPeople', { signal }),
});

export function personQuery(id: string) {
  return queryOptions({
    queryKey: peopleKeys.one(id),
    queryFn: ({ signal }) => callRoute('getPerson', { params: { id }, signal }),
  });
}

/** Invites a person without roles; the answer's link is shown once. */
export function invitePerson(body: RouteBody<'invitePerson'>) {
  return callRoute('invitePerson', { body });
}

export function updatePerson(id: string, body: RouteBody<'updatePerson'>) {
  return callRoute('updatePerson', { params: { id }, body });
}

/** A new link; the one before it stops working. */
export function renewInvitation(id: string) {
  return callRoute('renewInvitation', { params: { id } });
}
