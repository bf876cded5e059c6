import type { Swept } from '../connections/estate/estate-sweep.ts';
import {
  keyManagersIn,
  keyProvidersIn,
} from '../connections/estate/swept-items.ts';
import { type FoundUse, useOf } from './found-use.ts';

/** The certificates that targets use, as they report them. */
export function usesInEstate(swept: readonly Swept[]): FoundUse[] {
  return [...usesOfProviders(swept), ...usesOfManagers(swept)];
}

function usesOfProviders(swept: readonly Swept[]): FoundUse[] {
  return keyProvidersIn(swept).flatMap(({ record, item }) => {
    const { id: itemId, clientCertificate: facts } = item;
    if (facts === null) return [];
    const { trustAuthorityCluster, provider } = item;
    const place = {
      type: 'key_provider_client',
      itemId,
      trustAuthorityCluster,
      provider,
    } as const;
    return [{ use: useOf(record, place, item.name), name: null, facts }];
  });
}

function usesOfManagers(swept: readonly Swept[]): FoundUse[] {
  return keyManagersIn(swept).flatMap(({ record, item }) =>
    item.certificates.map(({ use, uuid, name, facts }) => {
      const place = {
        type: use === 'client' ? 'key_manager_client' : 'key_manager_server_ca',
        itemId: item.id,
        certificateUuid: uuid,
      } as const;
      return { use: useOf(record, place, item.name), name, facts };
    }),
  );
}
