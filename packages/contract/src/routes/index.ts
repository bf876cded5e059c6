import type { z } from 'zod';

import { auditRoutes } from './audit-routes.ts';
import { changeRoutes } from './change-routes.ts';
import { connectionRoutes } from './connection-routes.ts';
import { draftRoutes } from './draft-routes.ts';
import { estateRoutes } from './estate-routes.ts';
import { inboxRoutes } from './inbox-routes.ts';
import { lookupRoutes } from './lookup-routes.ts';
import { passkeyRoutes } from './passkey-routes.ts';
import { personRoutes } from './person-routes.ts';
import { policyRoutes } from './policy-routes.ts';
import { sessionRoutes } from './session-routes.ts';
import { systemRoutes } from './system-routes.ts';
import { taskRoutes } from './task-routes.ts';
import type { RouteContract } from './route.ts';

export type { Access, Method, RouteContract } from './route.ts';

/** Every route of the console. A route that is not listed here does not exist. */
export const ROUTES = {
  ...sessionRoutes,
  ...personRoutes,
  ...passkeyRoutes,
  ...policyRoutes,
  ...inboxRoutes,
  ...connectionRoutes,
  ...estateRoutes,
  ...changeRoutes,
  ...draftRoutes,
  ...taskRoutes,
  ...lookupRoutes,
  ...auditRoutes,
  ...systemRoutes,
} as const satisfies Record<string, RouteContract>;

export type RouteName = keyof typeof ROUTES;

type Parsed<R, M extends string> =
  R extends Record<M, infer S>
    ? S extends z.ZodType
      ? z.infer<S>
      : undefined
    : undefined;
export type RouteParams<N extends RouteName> = Parsed<
  (typeof ROUTES)[N],
  'params'
>;
export type RouteQuery<N extends RouteName> = Parsed<
  (typeof ROUTES)[N],
  'query'
>;
export type RouteBody<N extends RouteName> = Parsed<(typeof ROUTES)[N], 'body'>;
export type RouteAnswer<N extends RouteName> = Parsed<
  (typeof ROUTES)[N],
  'answer'
>;
