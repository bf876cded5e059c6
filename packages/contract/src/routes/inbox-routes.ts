import { inboxPage, inboxQuery, markReadRequest } from '../inbox.ts';
import type { RouteContract } from './route.ts';

/** What a person was told. */
export const inboxRoutes = {
  readInbox: {
    method: 'GET',
    path: '/api/inbox',
    access: 'session',
    summary: 'One’s own notifications, newest first',
    query: inboxQuery,
    answer: inboxPage,
    status: 200,
  },
  markInboxRead: {
    method: 'POST',
    path: '/api/inbox/read',
    access: 'session',
    summary: 'Mark notifications as read',
    body: markReadRequest,
    status: 204,
  },
} as const satisfies Record<string, RouteContract>;
