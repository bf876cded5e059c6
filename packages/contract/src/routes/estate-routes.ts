import { z } from 'zod';

import { catalogue } from '../catalogue.ts';
import { collection, estateAnswer } from '../estate.ts';
import { id } from '../primitives.ts';
import { noQuery, waitQuery, type RouteContract } from './route.ts';

/** What connections report, and what can be changed on them. */
export const estateRoutes = {
  readEstate: {
    method: 'GET',
    path: '/api/connections/:id/estate/:collection',
    access: 'estate:read',
    summary: 'What a connection reports',
    params: z.strictObject({ id, collection }),
    query: waitQuery,
    answer: estateAnswer,
    status: 200,
  },
  readEstateItem: {
    method: 'GET',
    path: '/api/connections/:id/estate/:collection/:itemId',
    access: 'estate:read',
    summary: 'One item of what a connection reports',
    params: z.strictObject({
      id,
      collection,
      itemId: z.string().min(1).max(512),
    }),
    query: waitQuery,
    answer: z.looseObject({ id: z.string(), name: z.string() }),
    status: 200,
  },
  listOperations: {
    method: 'GET',
    path: '/api/operations',
    access: 'changes:read',
    summary: 'Operations with availability per connection',
    query: noQuery,
    answer: catalogue,
    status: 200,
  },
} as const satisfies Record<string, RouteContract>;
