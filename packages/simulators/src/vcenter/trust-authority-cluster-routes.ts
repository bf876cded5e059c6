import type { RouteTable } from '../host/index.ts';
import { notFound } from '../vapi/vapi-error.ts';
import { withSession } from './with-session.ts';
import type { World } from './world.ts';

const PATH = '/api/vcenter/trusted-infrastructure/trust-authority-clusters';

/** Trust Authority clusters: list and get are synchronous. */
export function trustAuthorityClusterRoutes(world: World): RouteTable {
  const { store } = world;
  return {
    [`GET ${PATH}`]: withSession(world, ({ request: { query } }) => {
      const ids = query.getAll('cluster');
      const states = query.getAll('state');
      const clusters = store.value.trustAuthorityClusters.filter(
        ({ id, state }) =>
          (ids.length === 0 || ids.includes(id)) &&
          (states.length === 0 || states.includes(state)),
      );
      return {
        status: 200,
        body: clusters.map(({ id, state }) => ({ cluster: id, state })),
      };
    }),
    [`GET ${PATH}/{cluster}`]: withSession(
      world,
      ({ parameters: { cluster: id = '' } }) => {
        const cluster = store.value.trustAuthorityClusters.find(
          (candidate) => candidate.id === id,
        );
        return cluster
          ? { status: 200, body: { cluster: id, state: cluster.state } }
          : notFound('Trust Authority cluster', id);
      },
    ),
  };
}
