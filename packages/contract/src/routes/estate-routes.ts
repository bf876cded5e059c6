import { z } from 'zod';

import { catalogue } from '../catalogue.ts';
import { certificates } from '../certificates.ts';
import { drift } from '../drift.ts';
import { collection, estateAnswer, estateOfAll } from '../estate.ts';
import { estateMatrix } from '../estate-matrix.ts';
import { expiryAgenda } from '../expiry-agenda.ts';
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
  readEstateOfAll: {
    method: 'GET',
    path: '/api/estate/:collection',
    access: 'estate:read',
    summary: 'What every connection reports of one collection',
    params: z.strictObject({ collection }),
    query: waitQuery,
    answer: estateOfAll,
    status: 200,
  },
  listCertificates: {
    method: 'GET',
    path: '/api/certificates',
    access: 'estate:read',
    summary: 'Every certificate the console can see, with all places of use',
    query: waitQuery,
    answer: certificates,
    status: 200,
  },
  readExpiryAgenda: {
    method: 'GET',
    path: '/api/expiry-agenda',
    access: 'estate:read',
    summary:
      'What runs out, and until when its renewal can safely be requested',
    query: waitQuery,
    answer: expiryAgenda,
    status: 200,
  },
  readEstateMatrix: {
    method: 'GET',
    path: '/api/estate-matrix',
    access: 'estate:read',
    summary: 'Versions, what can be changed where, and what vSphere 9 removes',
    query: waitQuery,
    answer: estateMatrix,
    status: 200,
  },
  readDrift: {
    method: 'GET',
    path: '/api/drift',
    access: 'estate:read',
    summary: 'What needs attention, as last read; asks no target',
    query: noQuery,
    answer: drift,
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
