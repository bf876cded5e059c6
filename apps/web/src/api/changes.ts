import type { OperationId, RouteBody, SecretDelivery } from '@keyward/contract';
import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';

import { callRoute } from './call-route.ts';
import { LARGEST_PAGE, readPages } from './read-pages.ts';
import type { QueryValue } from './call-route.ts';

/** Filters as the address bar holds them; the server parses and refuses what is wrong. */
export type ListFilters = Readonly<Record<string, QueryValue>>;

export const changeKeys = {
  all: ['changes'] as const,
  lists: ['changes', 'list'] as const,
  one: (id: string) => ['changes', 'one', id] as const,
};

export function changesQuery(filters: ListFilters) {
  return infiniteQueryOptions({
    queryKey: [...changeKeys.lists, filters],
    queryFn: ({ pageParam, signal }) =>
      callRoute('listChanges', {
        query: { ...filters, cursor: pageParam ?? undefined },
        signal,
      }),
    initialPageParam: null as string | null, // The first page has no cursor; the type names the later ones.
    getNextPageParam: (page) => page.nextCursor,
  });
}

/** Every change of these filters, in their order, for a file. */
export function allChanges(filters: ListFilters, signal: AbortSignal) {
  return readPages(
    (cursor) =>
      callRoute('listChanges', {
        query: { ...filters, limit: LARGEST_PAGE, cursor },
        signal,
      }),
    signal,
  );
}

export function changeQuery(id: string) {
  return queryOptions({
    queryKey: changeKeys.one(id),
    queryFn: ({ signal }) => callRoute('getChange', { params: { id }, signal }),
  });
}

export interface DraftChange {
  operation: OperationId;
  /** Left out for operations on the console itself. */
  connectionId?: string;
  input: unknown;
  /** Left out: sealed, or late where the policy wants it so. */
  secretDelivery?: SecretDelivery;
}

/** Plan and checks of a draft; stores nothing. Secrets must have been left out of `input`. */
export function previewChange(draft: DraftChange, signal?: AbortSignal) {
  return callRoute('previewChange', { body: draft, signal });
}

export interface SubmitChange extends DraftChange {
  reason: string;
  ticket?: string;
  /** Hours, 1 to 168. */
  expiresInHours?: number;
  planDigest?: string;
  /** The draft it was filled in from, which ends with the submission. */
  draftId?: string;
  /** The change it is a copy of; one’s own that came to nothing is answered by it. */
  copyOf?: string;
}

/** Submits a change; keep `idempotencyKey` for every retry of the same submit. */
export function submitChange(body: SubmitChange, idempotencyKey: string) {
  return callRoute('submitChange', { body, idempotencyKey });
}

export function approveChange(id: string, body: RouteBody<'approveChange'>) {
  return callRoute('approveChange', { params: { id }, body });
}

export function rejectChange(id: string, body: RouteBody<'rejectChange'>) {
  return callRoute('rejectChange', { params: { id }, body });
}

/** Ends the reminder of one’s own change that came to nothing. */
export function setChangeAside(id: string) {
  return callRoute('setChangeAside', { params: { id } });
}

export function withdrawChange(id: string) {
  return callRoute('withdrawChange', { params: { id } });
}

/** Hands over the late secrets of an approved change, by their pointers. */
export function supplySecrets(
  id: string,
  body: { digest: string; secrets: Record<string, string> },
) {
  return callRoute('supplySecrets', { params: { id }, body });
}

/** Tries the key servers of a change again; the answer comes at once, the results later. */
export function handshakeAgain(id: string) {
  return callRoute('handshakeAgain', { params: { id } });
}

export function recheckChange(id: string) {
  return callRoute('recheckChange', { params: { id } });
}
