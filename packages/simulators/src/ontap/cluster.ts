import type { Cluster } from '@keyward/ontap-client/wire';
import { objectAnswer } from './collection-answer.ts';
import type { OntapHandler } from './ontap-parts.ts';

/** The release this cluster simulates. */
const RELEASE = { generation: 9, major: 16, minor: 1 } as const;

const RULES = { key: ['name', 'uuid'], expensive: [] };

export const getCluster: OntapHandler = ({ store }, request) => {
  const { name, uuid } = store.value.cluster;
  const cluster: Cluster = {
    name,
    uuid,
    version: {
      full: 'NetApp Release 9.16.1: Thu Jan 16 04:08:00 UTC 2025',
      ...RELEASE,
    },
    _links: { self: { href: '/api/cluster' } },
  };
  return objectAnswer(request, cluster, RULES);
};
