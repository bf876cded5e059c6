import type { RouteBody } from '@keyward/contract';

import { callRoute } from './call-route.ts';

/** Whom an invitation is for. The token travels in a body, never in an address. */
export function lookAtInvitation(token: string, signal?: AbortSignal) {
  return callRoute('lookAtInvitation', { body: { token }, signal });
}

export function acceptInvitation(body: RouteBody<'acceptInvitation'>) {
  return callRoute('acceptInvitation', { body });
}

export function createFirstAccount(body: RouteBody<'createFirstAccount'>) {
  return callRoute('createFirstAccount', { body });
}
