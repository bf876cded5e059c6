import {
  type CollectionReader,
  QUICK_READ_FRESH_MS,
} from './collection-reader.ts';

export const trustAuthorityClusters: CollectionReader<
  'trust-authority-clusters',
  'vcenter'
> = {
  system: 'vcenter',
  capability: 'trust-authority',
  freshMs: QUICK_READ_FRESH_MS,
  async read({ client }) {
    const [authorities, clusters] = await Promise.all([
      client.trustAuthorityClusters.list(),
      client.clusters.list(),
    ]);
    return authorities.map(({ id, state }) => ({
      id,
      name: clusters.find((each) => each.id === id)?.name ?? id,
      state,
    }));
  },
};
