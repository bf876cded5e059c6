import type { RouteTable } from '../host/index.ts';
import { notFound } from '../vapi/vapi-error.ts';
import { withSession } from './with-session.ts';
import type { World } from './world.ts';

/** Clusters of the inventory. */
export function inventoryRoutes(world: World): RouteTable {
  const { store } = world;
  return {
    'GET /api/vcenter/cluster': withSession(world, ({ request: { query } }) => {
      const ids = query.getAll('clusters');
      const names = query.getAll('names');
      const clusters = store.value.clusters.filter(
        ({ id, name }) =>
          (ids.length === 0 || ids.includes(id)) &&
          (names.length === 0 || names.includes(name)),
      );
      return {
        status: 200,
        body: clusters.map(({ id, name }) => ({
          cluster: id,
          name,
          ha_enabled: true,
          drs_enabled: true,
        })),
      };
    }),
    'GET /api/vcenter/cluster/{cluster}': withSession(
      world,
      ({ parameters: { cluster: id = '' } }) => {
        const cluster = store.value.clusters.find(
          (candidate) => candidate.id === id,
        );
        if (!cluster) return notFound('cluster', id);
        return {
          status: 200,
          body: {
            name: cluster.name,
            resource_pool: `resgroup-${id.replace(/^domain-c/, '')}`,
          },
        };
      },
    ),
  };
}
