import type {
  Capability,
  Collection,
  EstateItem,
  SystemKind,
} from '@keyward/contract';
import type { Database } from '@keyward/database';

import type { ClientOf } from '../client-pool.ts';

interface ReadContext<S extends SystemKind> {
  client: ClientOf[S];
  db: Database;
  connectionId: string;
  signal: AbortSignal;
}

/** How one collection is read from one kind of target. */
export interface CollectionReader<
  C extends Collection,
  S extends SystemKind = SystemKind,
> {
  system: S;
  capability: Capability;
  /** How long an answer stays fresh: 60 s, or 5 min where a read costs the target a task. */
  freshMs: number;
  read(context: ReadContext<S>): Promise<EstateItem<C>[]>;
}

export const QUICK_READ_FRESH_MS = 60_000;
export const TASK_READ_FRESH_MS = 300_000;
