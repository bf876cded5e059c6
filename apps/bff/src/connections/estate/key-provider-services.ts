import {
  type CollectionReader,
  QUICK_READ_FRESH_MS,
} from './collection-reader.ts';

export const keyProviderServices: CollectionReader<
  'key-provider-services',
  'vcenter'
> = {
  system: 'vcenter',
  capability: 'key-provider-services',
  freshMs: QUICK_READ_FRESH_MS,
  async read({ client }) {
    const services = await client.kmsServices.query();
    return services.map(
      ({ service, address, group, trustAuthorityCluster }) => ({
        id: service,
        name: `${address.hostname}:${String(address.port)}`,
        address,
        group,
        trustAuthorityCluster,
      }),
    );
  },
};
