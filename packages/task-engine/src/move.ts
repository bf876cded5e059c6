import type { Journal, TaskRow } from '@keyward/database';

import type { TaskPatch } from './move-task.ts';
import type { TaskLine } from './task-lines.ts';

/** One part of a transaction on a running task; several moves are committed together. */
export interface Move {
  patch?: TaskPatch;
  lines?: readonly TaskLine[];
  /** Further writes, after the task's row is locked. */
  write?(journal: Journal, task: TaskRow): Promise<void>;
  /** Called once the transaction is committed. */
  committed?(): void;
}
