import type { Collection } from '@keyward/contract';
import { say } from '@keyward/messages';

/** What is looked at together over all connections; the first collection gives the part its name in the address. */
export interface EstatePart {
  name: Collection;
  title: string;
  collections: readonly Collection[];
  /** Where none of the connections has it. */
  nowhere: string;
}

export const ESTATE_PARTS = [
  {
    name: 'trusted-clusters',
    title: say('estate.trusted-clusters'),
    collections: ['trusted-clusters', 'key-provider-services'],
    nowhere: say('estate.no-vcenter-with-trusted-clusters'),
  },
  {
    name: 'key-providers',
    title: say('estate.key-providers-part'),
    collections: ['key-providers', 'trust-authority-clusters'],
    nowhere: say('estate.no-vcenter-with-trust-authority'),
  },
  {
    name: 'native-providers',
    title: say('estate.native-providers'),
    collections: ['native-providers'],
    nowhere: say('estate.no-esx-host'),
  },
  {
    name: 'key-managers',
    title: say('estate.key-managers-part'),
    collections: ['key-managers'],
    nowhere: say('estate.no-ontap-system'),
  },
] as const satisfies readonly EstatePart[];
