import type { RouteTable } from '../host/index.ts';
import { withSession } from './with-session.ts';
import type { World } from './world.ts';

/** The identity with which the trusted hosts of this vCenter sign in at a trust authority. */
export function principalRoutes(world: World): RouteTable {
  return {
    'GET /api/vcenter/trusted-infrastructure/principal': withSession(
      world,
      () => ({
        status: 200,
        body: {
          certificates: [
            {
              cert_chain: world.store.value.services
                .slice(0, 1)
                .flatMap(({ certificates }) => certificates),
            },
          ],
          issuer: `https://${world.context.name}.estate.test/openidconnect/vsphere.local`,
          principal: {
            id: { name: 'TrustedAdmins', domain: 'vsphere.local' },
            type: 'STS_GROUP',
          },
          name: world.context.name,
        },
      }),
    ),
  };
}
