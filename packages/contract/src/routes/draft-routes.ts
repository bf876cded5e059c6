import { draft, draftList, draftRequest } from '../draft.ts';
import { byId, noQuery, type RouteContract } from './route.ts';

/** Changes that somebody has begun to fill in; everybody sees and changes only their own. */
export const draftRoutes = {
  listDrafts: {
    method: 'GET',
    path: '/api/drafts',
    access: 'changes:submit',
    summary: 'One’s own drafts, last changed first',
    query: noQuery,
    answer: draftList,
    status: 200,
  },
  getDraft: {
    method: 'GET',
    path: '/api/drafts/:id',
    access: 'changes:submit',
    summary: 'One of one’s own drafts',
    params: byId,
    query: noQuery,
    answer: draft,
    status: 200,
  },
  saveDraft: {
    method: 'PUT',
    path: '/api/drafts/:id',
    access: 'changes:submit',
    summary:
      'Keep a draft under an id that the browser made; again with the same id replaces it',
    params: byId,
    body: draftRequest,
    answer: draft,
    status: 200,
  },
  deleteDraft: {
    method: 'DELETE',
    path: '/api/drafts/:id',
    access: 'changes:submit',
    summary: 'Erase one of one’s own drafts',
    params: byId,
    status: 204,
  },
} as const satisfies Record<string, RouteContract>;
