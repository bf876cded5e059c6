import { policyInForce } from '../policy.ts';
import { noQuery, type RouteContract } from './route.ts';

/** The policy is read here and changed by `console.update-policy`. */
export const policyRoutes = {
  getPolicy: {
    method: 'GET',
    path: '/api/policy',
    access: 'changes:read-full',
    summary: 'The policy in force',
    query: noQuery,
    answer: policyInForce,
    status: 200,
  },
} as const satisfies Record<string, RouteContract>;
