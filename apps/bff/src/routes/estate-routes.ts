import type { Database } from '@keyward/database';

import { listCertificates } from '../certificates/list-certificates.ts';
import { listConnections } from '../connections/connection-record.ts';
import type { EstateCache } from '../connections/estate/estate-cache.ts';
import { EstateSweep } from '../connections/estate/estate-sweep.ts';
import { findEstateItem } from '../connections/estate/find-estate-item.ts';
import { readEstateOfAll } from '../connections/estate/read-estate-of-all.ts';
import { readDrift } from '../drift/read-drift.ts';
import { readEstateMatrix } from '../estate-matrix/read-estate-matrix.ts';
import { readExpiryAgenda } from '../expiry-agenda/read-expiry-agenda.ts';
import type { Handlers } from '../http/handler.ts';

/** What connections report, one by one and all together. */
export function estateRoutes(parts: {
  db: Database;
  estate: Pick<EstateCache, 'read' | 'remembered'>;
}): Pick<
  Handlers,
  | 'readEstate'
  | 'readEstateItem'
  | 'readEstateOfAll'
  | 'listCertificates'
  | 'readExpiryAgenda'
  | 'readEstateMatrix'
  | 'readDrift'
> {
  const { db, estate } = parts;
  const sweep = new EstateSweep({ list: () => listConnections(db), estate });
  return {
    async readEstate({ params, query }) {
      return {
        body: await estate.read(params.id, params.collection, query.wait),
      };
    },
    async readEstateItem({ params, query }) {
      const { id, collection, itemId } = params;
      return {
        body: await findEstateItem(estate, id, collection, itemId, query.wait),
      };
    },
    async readEstateOfAll({ params, query }) {
      return {
        body: await readEstateOfAll(sweep, params.collection, query.wait),
      };
    },
    async listCertificates({ query }) {
      return { body: await listCertificates({ db, sweep }, query.wait) };
    },
    async readExpiryAgenda({ query }) {
      return { body: await readExpiryAgenda({ db, sweep }, query.wait) };
    },
    async readEstateMatrix({ query }) {
      return { body: await readEstateMatrix({ db, sweep }, query.wait) };
    },
    async readDrift() {
      return { body: await readDrift({ db, sweep }) };
    },
  };
}
