import type { Database } from '@keyward/database';
import type { KeyRing } from '@keyward/secrets';
import type { EgressGuard, UpstreamLimits } from '@keyward/upstream-http';

import type { Notices } from '../notifications/notices.ts';
import type { ClientPool } from './client-pool.ts';

/** What use cases about connections work with. */
export interface ConnectionParts {
  db: Database;
  kek: KeyRing;
  egress: EgressGuard;
  clients: ClientPool;
  notices: Notices;
  /** Other bounds than those of production; for tests that wait for them. */
  upstreamLimits?: Partial<UpstreamLimits>;
}
