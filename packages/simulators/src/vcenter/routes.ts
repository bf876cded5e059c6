import type { RouteTable } from '../host/index.ts';
import { appliedConfigRoutes } from './applied-config-routes.ts';
import { clientCertificateRoutes } from './client-certificate-routes.ts';
import { inventoryRoutes } from './inventory-routes.ts';
import { kmsServiceRoutes } from './kms-service-routes.ts';
import { principalRoutes } from './principal-routes.ts';
import { providerRoutes } from './provider-routes.ts';
import { registeredTokenRoutes } from './registered-token-routes.ts';
import { sessionRoutes } from './session-routes.ts';
import { systemRoutes } from './system-routes.ts';
import { taskRoutes } from './task-routes.ts';
import { trustAuthorityClusterRoutes } from './trust-authority-cluster-routes.ts';
import { trustedClusterRoutes } from './trusted-cluster-routes.ts';
import type { World } from './world.ts';

/** All routes of one personality; what a release lacks is simply not there. */
export function vcenterRoutes(world: World): RouteTable {
  const { hasTrustedInfrastructure, hasRegisteredTokens } = world.personality;
  return {
    ...sessionRoutes(world),
    ...systemRoutes(world),
    ...inventoryRoutes(world),
    ...taskRoutes(world),
    ...(hasTrustedInfrastructure && {
      ...principalRoutes(world),
      ...kmsServiceRoutes(world),
      ...trustedClusterRoutes(world),
      ...appliedConfigRoutes(world),
      ...trustAuthorityClusterRoutes(world),
      ...providerRoutes(world),
      ...clientCertificateRoutes(world),
    }),
    ...(hasRegisteredTokens && registeredTokenRoutes(world)),
  };
}
