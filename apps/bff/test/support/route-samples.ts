import { type RouteContract, type RouteName, ROUTES } from '@keyward/contract';

/** An id that nothing has. */
export const NOBODY = '019b0000-0000-7000-8000-000000000000';

export interface Sample {
  /** Values for the path's parameters; `change` and `task` are real ones. */
  path?: Record<string, string>;
  query?: string;
  body?: unknown;
  /** The answer once the permission is passed: it proves that the handler itself was reached. */
  passed: number;
  /** Its code, where the status alone could be the permission's too. */
  code?: string;
}

/**
 * One harmless request per route. A route without one fails to compile here, and the matrix below fails as well.
 */
export const SAMPLES: Record<RouteName, Sample> = {
  signIn: { body: {}, passed: 422 },
  whoAmI: { passed: 200 },
  signOut: { passed: 204 },
  signInMethods: { passed: 200 },
  // No identity provider is configured here.
  startOidc: { passed: 404 },
  finishOidc: { passed: 404 },
  // Nobody of the matrix has a passkey.
  stepUpOptions: { passed: 403, code: 'passkey_required' },
  stepUp: { body: {}, passed: 422 },
  changePassword: { body: {}, passed: 422 },
  listSessions: { passed: 200 },
  endSession: { path: { id: NOBODY }, passed: 404 },
  endOtherSessions: { passed: 200 },
  listPeople: { passed: 200 },
  invitePerson: { body: {}, passed: 422 },
  getPerson: { path: { id: NOBODY }, passed: 404 },
  updatePerson: { path: { id: NOBODY }, body: {}, passed: 404 },
  renewInvitation: { path: { id: NOBODY }, passed: 404 },
  lookAtInvitation: { body: {}, passed: 422 },
  acceptInvitation: { body: {}, passed: 422 },
  createFirstAccount: { body: {}, passed: 422 },
  listPasskeys: { passed: 200 },
  passkeyOptions: { passed: 200 },
  registerPasskey: { body: {}, passed: 422 },
  renamePasskey: { path: { id: NOBODY }, body: { name: 'x' }, passed: 404 },
  removePasskey: { path: { id: NOBODY }, passed: 404 },
  getPolicy: { passed: 200 },
  readInbox: { passed: 200 },
  markInboxRead: { body: { all: 1 }, passed: 422 },
  listConnections: { passed: 200 },
  createConnection: { body: {}, passed: 422 },
  probeConnection: { body: {}, passed: 422 },
  getConnection: { path: { id: NOBODY }, passed: 404 },
  updateConnection: { path: { id: NOBODY }, body: {}, passed: 404 },
  deleteConnection: { path: { id: NOBODY }, passed: 404 },
  testConnection: { path: { id: NOBODY }, passed: 404 },
  readEstate: {
    path: { id: NOBODY, collection: 'key-managers' },
    passed: 404,
  },
  readEstateItem: {
    path: { id: NOBODY, collection: 'key-managers', itemId: 'one' },
    passed: 404,
  },
  readEstateOfAll: { path: { collection: 'key-managers' }, passed: 200 },
  listCertificates: { passed: 200 },
  readExpiryAgenda: { passed: 200 },
  readEstateMatrix: { passed: 200 },
  readDrift: { passed: 200 },
  listOperations: { passed: 200 },
  previewChange: { body: {}, passed: 422 },
  submitChange: { body: {}, passed: 422 },
  listChanges: { passed: 200 },
  getChange: { path: { id: 'change' }, passed: 200 },
  approveChange: {
    path: { id: 'change' },
    body: { digest: '0'.repeat(64) },
    passed: 409,
  },
  approvalOptions: {
    path: { id: 'change' },
    body: { digest: '0'.repeat(64) },
    passed: 409,
  },
  reviewPage: { path: { id: 'change' }, passed: 200 },
  rejectChange: {
    path: { id: 'change' },
    body: { digest: '0'.repeat(64), comment: 'No' },
    passed: 409,
  },
  setChangeAside: { path: { id: NOBODY }, passed: 404 },
  withdrawChange: { path: { id: NOBODY }, passed: 404 },
  recheckChange: { path: { id: NOBODY }, passed: 404 },
  supplySecrets: {
    path: { id: NOBODY },
    body: { digest: '0'.repeat(64), secrets: { '/x': 'y' } },
    passed: 404,
  },
  followChange: { path: { id: NOBODY }, passed: 404 },
  unfollowChange: { path: { id: NOBODY }, passed: 404 },
  handshakeAgain: { path: { id: NOBODY }, passed: 404 },
  listDrafts: { passed: 200 },
  getDraft: { path: { id: NOBODY }, passed: 404 },
  saveDraft: { path: { id: NOBODY }, body: {}, passed: 422 },
  deleteDraft: { path: { id: NOBODY }, passed: 404 },
  listTasks: { passed: 200 },
  getTask: { path: { id: 'task' }, passed: 200 },
  listTaskEvents: { path: { id: 'task' }, passed: 200 },
  cancelTask: { path: { id: NOBODY }, passed: 404 },
  retryTask: { path: { id: NOBODY }, passed: 404 },
  reconcileTask: {
    path: { id: NOBODY },
    body: { outcome: 'applied', comment: 'Looked' },
    passed: 404,
  },
  observeTask: { path: { id: NOBODY }, passed: 404 },
  followTask: { path: { id: NOBODY }, passed: 404 },
  unfollowTask: { path: { id: NOBODY }, passed: 404 },
  streamEvents: { passed: 200 },
  readHome: { passed: 200 },
  search: { query: '?q=x', passed: 200 },
  readStatus: { query: `?change=${NOBODY}`, passed: 404 },
  listAudit: { passed: 200 },
  listAuditSinks: { passed: 200 },
  auditCheckpoint: { passed: 200 },
  exportAudit: { passed: 200 },
  health: { passed: 200 },
  readiness: { passed: 200 },
  metrics: { passed: 200 },
  openapi: { passed: 200 },
};

/** The path of a route's sample; `real` are the ids that stand for `change` and `task`. */
export function samplePath(
  name: RouteName,
  real: Readonly<Record<string, string>> = {},
): string {
  const route: RouteContract = ROUTES[name];
  const sample = SAMPLES[name];
  const path = route.path.replaceAll(/:(\w+)/g, (_match, each: string) => {
    const value = sample.path?.[each];
    if (value === undefined) throw new Error(`${route.path} wants ${each}.`);
    return real[value] ?? (value.length < 10 && each === 'id' ? NOBODY : value);
  });
  return `${path}${sample.query ?? ''}`;
}

export const ROUTE_NAMES = Object.keys(ROUTES) as RouteName[]; // Object.keys loses the key type
