import type { TaskEngine } from '@keyward/task-engine';

import type { ConnectionParts } from '../connections/connection-parts.ts';
import type { EstateCache } from '../connections/estate/estate-cache.ts';
import type { Keys } from '../keys.ts';
import type { UpstreamPoller } from '../polling/upstream-poller.ts';

/** What tasks work with. */
export interface TaskParts extends ConnectionParts {
  keys: Keys;
  estate: EstateCache;
  poller: UpstreamPoller;
}

export interface TaskControlParts {
  db: TaskParts['db'];
  engine: TaskEngine;
}
