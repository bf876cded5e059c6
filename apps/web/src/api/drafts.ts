import type { DraftRequest } from '@keyward/contract';
import { queryOptions } from '@tanstack/react-query';

import { callRoute } from './call-route.ts';

export const draftKeys = {
  list: ['drafts', 'list'] as const,
  each: ['drafts', 'one'] as const,
  one: (id: string) => ['drafts', 'one', id] as const,
};

/** Everything the person has begun to fill in, last changed first. */
export const draftsQuery = queryOptions({
  queryKey: draftKeys.list,
  queryFn: ({ signal }) => callRoute('listDrafts', { signal }),
  // Pages that save one are elsewhere, or in another tab.
  staleTime: 0,
});

export function draftQuery(id: string) {
  return queryOptions({
    queryKey: draftKeys.one(id),
    queryFn: ({ signal }) => callRoute('getDraft', { params: { id }, signal }),
    // What is being filled in is newer than what the server has.
    staleTime: Infinity,
  });
}

/** Keeps a draft under an id made here; `keepalive` while the page is being left. */
export function saveDraft(id: string, body: DraftRequest, keepalive = false) {
  return callRoute('saveDraft', { params: { id }, body, keepalive });
}

export function deleteDraft(id: string) {
  return callRoute('deleteDraft', { params: { id } });
}
