import type { AuditSinkStanding } from '@keyward/contract';

import type { ChangeParts } from '../changes/change-parts.ts';
import { ruleInForce } from '../policy/policy-in-force.ts';
import type { EstateCache } from '../connections/estate/estate-cache.ts';
import type { Handlers, RawHandler } from '../http/handler.ts';
import type { TaskControlParts } from '../tasks/task-parts.ts';
import { auditRoutes } from './audit-routes.ts';
import { changeRoutes } from './change-routes.ts';
import { connectionRoutes } from './connection-routes.ts';
import { draftRoutes } from './draft-routes.ts';
import { estateRoutes } from './estate-routes.ts';
import { inboxRoutes } from './inbox-routes.ts';
import { lookupRoutes } from './lookup-routes.ts';
import { type OidcRouteParts, oidcRoutes } from './oidc-routes.ts';
import { operationRoutes } from './operation-routes.ts';
import { type PersonRouteParts, personRoutes } from './person-routes.ts';
import { policyRoutes } from './policy-routes.ts';
import { reviewRoutes } from './review-routes.ts';
import { passkeyRoutes } from './passkey-routes.ts';
import { type SessionRouteParts, sessionRoutes } from './session-routes.ts';
import { stepUpRoutes } from './step-up-routes.ts';
import { type SystemRouteParts, systemRoutes } from './system-routes.ts';
import { taskRoutes } from './task-routes.ts';

export type RouteParts = ChangeParts &
  TaskControlParts &
  SessionRouteParts &
  OidcRouteParts &
  PersonRouteParts &
  SystemRouteParts & {
    estate: EstateCache;
    streamEvents: RawHandler;
    sinkStandings: () => Promise<AuditSinkStanding[]>;
  };

/** Every route's handler; one that is missing does not compile. */
export function createHandlers(parts: RouteParts): Handlers {
  return {
    ...sessionRoutes(parts),
    ...oidcRoutes(parts),
    ...personRoutes(parts),
    ...stepUpRoutes(parts),
    ...passkeyRoutes(parts),
    ...connectionRoutes(parts),
    ...estateRoutes(parts),
    ...operationRoutes({
      db: parts.db,
      approvalsFor: async (operation) =>
        (await ruleInForce(parts.db, operation, null)).approvals,
    }),
    ...changeRoutes(parts),
    ...draftRoutes(parts),
    ...policyRoutes(parts),
    ...reviewRoutes(parts),
    ...taskRoutes(parts),
    ...lookupRoutes(parts),
    ...auditRoutes(parts),
    ...inboxRoutes(parts),
    ...systemRoutes(parts),
    streamEvents: parts.streamEvents,
  };
}
