import { homeAnswer } from '../home.ts';
import { searchAnswer, searchQuery } from '../search.ts';
import { statusAnswer, statusQuery } from '../status.ts';
import { noQuery, type RouteContract } from './route.ts';

/** Finding things, and where they stand, for everybody who follows tasks. */
export const lookupRoutes = {
  readHome: {
    method: 'GET',
    path: '/api/home',
    access: 'tasks:read',
    summary: 'The short lists of the home page in one answer',
    query: noQuery,
    answer: homeAnswer,
    status: 200,
  },
  search: {
    method: 'GET',
    path: '/api/search',
    access: 'tasks:read',
    summary: 'Search everything that one may see; best hits first',
    query: searchQuery,
    answer: searchAnswer,
    status: 200,
  },
  readStatus: {
    method: 'GET',
    path: '/api/status',
    access: 'tasks:read',
    summary: 'Where a change, a ticket or a host stands, in facts to read out',
    query: statusQuery,
    answer: statusAnswer,
    status: 200,
  },
} as const satisfies Record<string, RouteContract>;
