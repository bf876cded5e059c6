import type { RouteBody } from '@keyward/contract';
import { queryOptions } from '@tanstack/react-query';

import { callRoute } from './call-route.ts';

export const accountKeys = {
  passkeys: ['passkeys'] as const,
  sessions: ['sessions'] as const,
};

export const passkeysQuery = queryOptions({
  queryKey: accountKeys.passkeys,
  queryFn: ({ signal }) => callRoute('listPasskeys', { signal }),
});

/** One's own sessions, in every browser. */
export const ownSessionsQuery = queryOptions({
  queryKey: accountKeys.sessions,
  queryFn: ({ signal }) => callRoute('listSessions', { signal }),
});

export function passkeyOptions() {
  return callRoute('passkeyOptions');
}

export function registerPasskey(body: RouteBody<'registerPasskey'>) {
  return callRoute('registerPasskey', { body });
}

export function renamePasskey(id: string, name: string) {
  return callRoute('renamePasskey', { params: { id }, body: { name } });
}

export function removePasskey(id: string) {
  return callRoute('removePasskey', { params: { id } });
}

export function endSession(id: string) {
  return callRoute('endSession', { params: { id } });
}

export function endOtherSessions() {
  return callRoute('endOtherSessions');
}

export function changePassword(body: RouteBody<'changePassword'>) {
  return callRoute('changePassword', { body });
}
