import type { Database } from '@keyward/database';

import type { RelyingParty } from './relying-party.ts';

export interface PasskeyParts {
  db: Database;
  relyingParty: RelyingParty;
}
