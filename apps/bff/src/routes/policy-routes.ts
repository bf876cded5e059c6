import type { Queryable } from '@keyward/database';

import type { Handlers } from '../http/handler.ts';
import { isSetUpOpen } from '../people/set-up.ts';
import { readPolicyInForce } from '../policy/policy-in-force.ts';

/** The policy is read here; a change of the console replaces it. */
export function policyRoutes({
  db,
}: {
  db: Queryable;
}): Pick<Handlers, 'getPolicy'> {
  return {
    async getPolicy() {
      const { version, inForceFrom, changeId, document } =
        await readPolicyInForce(db);
      return {
        body: {
          version,
          inForceFrom: inForceFrom.toISOString(),
          changeId,
          document,
          setUp: await isSetUpOpen(db),
        },
      };
    },
  };
}
