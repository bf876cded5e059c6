import type { Permission } from '@keyward/contract';
import type { QueryClient } from '@tanstack/react-query';
import {
  createRootRouteWithContext,
  createRoute,
  createRouter,
  Outlet,
  type RouterHistory,
} from '@tanstack/react-router';

import { readHomeAhead } from '../api/home.ts';
import { noteNavigation } from '../page/navigation-focus.ts';
import { PageLoading } from '../page/page-loading.tsx';
import { CrashPage, OuterCrashPage } from './crash-page.tsx';
import { lazyPage } from './lazy-page.ts';
import { requireSession } from './require-session.ts';
import { keepSearch, parseSearch, stringifySearch } from './search-text.ts';

declare module '@tanstack/react-router' {
  interface Register {
    router: ReturnType<typeof createAppRouter>;
  }
  interface StaticDataRouteOption {
    /** What a person needs to see the page; the shell shows a page that says so otherwise. */
    permission?: Permission;
    /** Shown without the frame: no bar, no navigation. */
    isBare?: boolean;
  }
}

const rootRoute = createRootRouteWithContext<{ queryClient: QueryClient }>()({
  component: Outlet,
  errorComponent: OuterCrashPage,
  notFoundComponent: lazyPage(
    () => import('../pages/not-found/not-found-page.tsx'),
    'NotFoundPage',
  ),
});

const signInRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/sign-in',
  validateSearch: keepSearch(['next', 'ended']),
  component: lazyPage(
    () => import('../pages/sign-in/sign-in-page.tsx'),
    'SignInPage',
  ),
});

const invitationRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/invitation',
  component: lazyPage(
    () => import('../pages/invitation/invitation-page.tsx'),
    'InvitationPage',
  ),
});

const firstAccountRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/first-account',
  component: lazyPage(
    () => import('../pages/first-account/first-account-page.tsx'),
    'FirstAccountPage',
  ),
});

const confirmedRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/confirmed',
  component: lazyPage(
    () => import('../pages/confirmed/confirmed-page.tsx'),
    'ConfirmedPage',
  ),
});

const signedInRoute = createRoute({
  getParentRoute: () => rootRoute,
  id: 'signed-in',
  beforeLoad: ({ context, location }) =>
    requireSession(context.queryClient, location.href),
  errorComponent: OuterCrashPage,
  component: lazyPage(() => import('./shell/shell.tsx'), 'Shell'),
});

const homeRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: '/',
  loader: ({ context, cause }) => {
    if (cause === 'enter') readHomeAhead(context.queryClient);
  },
  component: lazyPage(() => import('../pages/home/home-page.tsx'), 'HomePage'),
});

const changesRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: '/changes',
  validateSearch: keepSearch([
    'state',
    'operation',
    'connectionId',
    'requester',
    'awaiting',
    'ticket',
    'host',
    'q',
    'sort',
  ]),
  staticData: { permission: 'changes:read' },
  component: lazyPage(
    () => import('../pages/changes/changes-page.tsx'),
    'ChangesPage',
  ),
});

const newChangeRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: '/changes/new',
  validateSearch: keepSearch([
    'operation',
    'connection',
    'copyOf',
    'person',
    'roles',
    'active',
    'reset',
    'cluster',
    'provider',
    'keySource',
    'draft',
    'service',
    'trustAuthorityCluster',
    'keyManager',
    'server',
    'keyId',
    'reason',
    'ticket',
  ]),
  staticData: { permission: 'changes:submit' },
  component: lazyPage(
    () => import('../pages/new-change/new-change-page.tsx'),
    'NewChangePage',
  ),
});

const changeRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: '/changes/$id',
  staticData: { permission: 'changes:read' },
  component: lazyPage(
    () => import('../pages/change/change-page.tsx'),
    'ChangePage',
  ),
});

const tasksRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: '/tasks',
  validateSearch: keepSearch([
    'state',
    'operation',
    'connectionId',
    'ticket',
    'host',
    'q',
    'requester',
    'ended',
    'sort',
  ]),
  staticData: { permission: 'tasks:read' },
  component: lazyPage(
    () => import('../pages/tasks/tasks-page.tsx'),
    'TasksPage',
  ),
});

const wallboardRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: '/wallboard',
  validateSearch: keepSearch(['colours']),
  staticData: { permission: 'tasks:read', isBare: true },
  component: lazyPage(
    () => import('../pages/wallboard/wallboard-page.tsx'),
    'WallboardPage',
  ),
});

const knownProblemsRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: '/known-problems',
  validateSearch: keepSearch(['q', 'system']),
  staticData: { permission: 'tasks:read' },
  component: lazyPage(
    () => import('../pages/known-problems/known-problems-page.tsx'),
    'KnownProblemsPage',
  ),
});

const knownProblemRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: '/known-problems/$id',
  staticData: { permission: 'tasks:read' },
  component: lazyPage(
    () => import('../pages/known-problem/known-problem-page.tsx'),
    'KnownProblemPage',
  ),
});

const taskRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: '/tasks/$id',
  staticData: { permission: 'tasks:read' },
  component: lazyPage(() => import('../pages/task/task-page.tsx'), 'TaskPage'),
});

const connectionsRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: '/connections',
  staticData: { permission: 'connections:read' },
  component: lazyPage(
    () => import('../pages/connections/connections-page.tsx'),
    'ConnectionsPage',
  ),
});

const newConnectionRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: '/connections/new',
  staticData: { permission: 'connections:manage' },
  component: lazyPage(
    () => import('../pages/connection-new/connection-new-page.tsx'),
    'ConnectionNewPage',
  ),
});

const connectionRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: '/connections/$id',
  staticData: { permission: 'connections:read' },
  component: lazyPage(
    () => import('../pages/connection/connection-page.tsx'),
    'ConnectionPage',
  ),
});

const estatePage = lazyPage(
  () => import('../pages/estate/estate-page.tsx'),
  'EstatePage',
);

const estateRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: '/estate',
  staticData: { permission: 'estate:read' },
  component: estatePage,
});

const estatePartRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: '/estate/$part',
  validateSearch: keepSearch(['q']),
  staticData: { permission: 'estate:read' },
  component: estatePage,
});

const certificatesRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: '/certificates',
  validateSearch: keepSearch([
    'q',
    'use',
    'ends',
    'connectionId',
    'sort',
    'open',
  ]),
  staticData: { permission: 'estate:read' },
  component: lazyPage(
    () => import('../pages/certificates/certificates-page.tsx'),
    'CertificatesPage',
  ),
});

const expiryAgendaRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: '/certificates/agenda',
  validateSearch: keepSearch([
    'q',
    'status',
    'connectionId',
    'view',
    'month',
    'chosen',
  ]),
  staticData: { permission: 'estate:read' },
  component: lazyPage(
    () => import('../pages/expiry-agenda/expiry-agenda-page.tsx'),
    'ExpiryAgendaPage',
  ),
});

const policyRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: '/policy',
  staticData: { permission: 'changes:read-full' },
  component: lazyPage(
    () => import('../pages/policy/policy-page.tsx'),
    'PolicyPage',
  ),
});

const auditRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: '/audit',
  validateSearch: keepSearch([
    'code',
    'personId',
    'object',
    'outcome',
    'from',
    'to',
    'sort',
  ]),
  staticData: { permission: 'audit:read' },
  component: lazyPage(
    () => import('../pages/audit/audit-page.tsx'),
    'AuditPage',
  ),
});

const accountRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: '/account',
  validateSearch: keepSearch(['why']),
  component: lazyPage(
    () => import('../pages/account/account-page.tsx'),
    'AccountPage',
  ),
});

const peopleRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: '/people',
  validateSearch: keepSearch(['q', 'invite']),
  staticData: { permission: 'people:manage' },
  component: lazyPage(
    () => import('../pages/people/people-page.tsx'),
    'PeoplePage',
  ),
});

const personRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: '/people/$id',
  staticData: { permission: 'people:manage' },
  component: lazyPage(
    () => import('../pages/person/person-page.tsx'),
    'PersonPage',
  ),
});

const statusRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: '/status',
  validateSearch: keepSearch(['change', 'ticket', 'host']),
  staticData: { permission: 'tasks:read' },
  component: lazyPage(
    () => import('../pages/status/status-page.tsx'),
    'StatusPage',
  ),
});

const inboxRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: '/inbox',
  validateSearch: keepSearch(['unread']),
  component: lazyPage(
    () => import('../pages/inbox/inbox-page.tsx'),
    'InboxPage',
  ),
});

const noSuchPageRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: '$',
  component: lazyPage(
    () => import('../pages/not-found/no-such-page.tsx'),
    'NoSuchPage',
  ),
});

const routeTree = rootRoute.addChildren([
  signInRoute,
  invitationRoute,
  firstAccountRoute,
  confirmedRoute,
  signedInRoute.addChildren([
    homeRoute,
    changesRoute,
    newChangeRoute,
    changeRoute,
    tasksRoute,
    taskRoute,
    wallboardRoute,
    knownProblemsRoute,
    knownProblemRoute,
    connectionsRoute,
    newConnectionRoute,
    connectionRoute,
    estateRoute,
    estatePartRoute,
    certificatesRoute,
    expiryAgendaRoute,
    policyRoute,
    auditRoute,
    accountRoute,
    peopleRoute,
    personRoute,
    inboxRoute,
    statusRoute,
    noSuchPageRoute,
  ]),
]);

/** The app's router; tests pass a memory history. */
export function createAppRouter(
  queryClient: QueryClient,
  history?: RouterHistory,
) {
  const router = createRouter({
    routeTree,
    context: { queryClient },
    parseSearch,
    stringifySearch,
    defaultPreload: 'intent',
    defaultPendingComponent: PageLoading,
    defaultPendingMs: 300,
    defaultErrorComponent: CrashPage,
    scrollRestoration: true,
    ...(history === undefined ? {} : { history }),
  });
  // Not the event's own origin: the router forgets it when somebody goes on before a page has settled.
  let shownPath: string | null = null;
  router.subscribe('onLoad', ({ toLocation }) => {
    shownPath = toLocation.pathname;
  });
  router.subscribe('onBeforeNavigate', ({ toLocation }) => {
    if (shownPath !== null && shownPath !== toLocation.pathname) {
      noteNavigation();
    }
  });
  return router;
}
