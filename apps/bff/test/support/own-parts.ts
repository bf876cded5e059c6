import { keyEncryptionKeyFromBytes, keyRing } from '@keyward/secrets';
import { createEgressGuard } from '@keyward/upstream-http';
import { randomBytes } from 'node:crypto';

import { ClientPool } from '../../src/connections/client-pool.ts';
import type { ConnectionParts } from '../../src/connections/connection-parts.ts';
import { INBOX_ONLY } from '../../src/notifications/channels.ts';
import { createNotices } from '../../src/notifications/notices.ts';
import type { ConsoleUnderTest } from './console-under-test.ts';

/** What use cases work with, on the console's own database and with no way out to any target. */
export function ownParts({ db }: ConsoleUnderTest): ConnectionParts {
  const kek = keyRing(keyEncryptionKeyFromBytes(randomBytes(32)));
  const egress = createEgressGuard({ allow: [], allowLoopback: false });
  return {
    db,
    kek,
    egress,
    clients: new ClientPool({ db, kek, egress }),
    notices: createNotices(INBOX_ONLY),
  };
}
