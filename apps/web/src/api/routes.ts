import type { RouteName, ROUTES } from '@keyward/contract';

type Mirror = {
  readonly [N in RouteName]: readonly [
    (typeof ROUTES)[N]['method'],
    (typeof ROUTES)[N]['path'],
  ];
};

/**
 * Method and path of every route. A typed mirror of the contract's table, which also carries the schemas and
 * with them zod: the first page does not need either. It stops compiling when it differs from the contract.
 */
export const ROUTE_PATHS = {
  signIn: ['POST', '/api/session'],
  whoAmI: ['GET', '/api/session'],
  signOut: ['DELETE', '/api/session'],
  listConnections: ['GET', '/api/connections'],
  createConnection: ['POST', '/api/connections'],
  probeConnection: ['POST', '/api/connections/probe'],
  getConnection: ['GET', '/api/connections/:id'],
  updateConnection: ['PATCH', '/api/connections/:id'],
  deleteConnection: ['DELETE', '/api/connections/:id'],
  testConnection: ['POST', '/api/connections/:id/test'],
  readEstate: ['GET', '/api/connections/:id/estate/:collection'],
  readEstateItem: ['GET', '/api/connections/:id/estate/:collection/:itemId'],
  listOperations: ['GET', '/api/operations'],
  previewChange: ['POST', '/api/changes/preview'],
  submitChange: ['POST', '/api/changes'],
  listChanges: ['GET', '/api/changes'],
  getChange: ['GET', '/api/changes/:id'],
  approveChange: ['POST', '/api/changes/:id/approve'],
  rejectChange: ['POST', '/api/changes/:id/reject'],
  withdrawChange: ['POST', '/api/changes/:id/withdraw'],
  recheckChange: ['POST', '/api/changes/:id/recheck'],
  listTasks: ['GET', '/api/tasks'],
  getTask: ['GET', '/api/tasks/:id'],
  cancelTask: ['POST', '/api/tasks/:id/cancel'],
  retryTask: ['POST', '/api/tasks/:id/retry'],
  reconcileTask: ['POST', '/api/tasks/:id/reconcile'],
  streamEvents: ['GET', '/api/events'],
  listAudit: ['GET', '/api/audit'],
  exportAudit: ['GET', '/api/audit/export'],
  health: ['GET', '/healthz'],
  readiness: ['GET', '/readyz'],
  metrics: ['GET', '/metrics'],
  openapi: ['GET', '/api/openapi.json'],
} as const satisfies Mirror;
