import type { OperationId } from '@keyward/contract';
import type { Journal } from '@keyward/database';
import type { Secret } from '@keyward/secrets';

import type { DenialNotes } from '../audit/denials.ts';
import type { ConnectionParts } from '../connections/connection-parts.ts';
import type { HandshakeRunner } from '../handshakes/handshake-runner.ts';
import type { Keys } from '../keys.ts';
import type { PasskeyParts } from '../passkeys/passkey-parts.ts';
import type { ChangeRecord } from './change-record.ts';

/** A task that is claimed by this process already. */
interface StartedTask {
  taskId: string;
  operation: OperationId;
  fence: number;
}

/** What changes need of tasks; tasks know changes, not the other way round. */
export interface ChangeTasks {
  /** Queues the task of an approved change, in the deciding transaction. */
  create(journal: Journal, change: ChangeRecord): Promise<void>;
  createImmediate(journal: Journal, change: ChangeRecord): Promise<StartedTask>;
  /** Runs it with secrets that exist in memory only; settles when it has ended, or after a bounded wait. */
  runImmediate(
    started: StartedTask,
    secrets: ReadonlyMap<string, Secret>,
  ): Promise<void>;
  /** A task with all its steps, claimed by this process because only this one holds the late secrets. */
  createWithSecrets(
    journal: Journal,
    change: ChangeRecord,
  ): Promise<StartedTask>;
  /** Begins to run it and leaves it to the task's own events to say how it goes. */
  runWithSecrets(
    started: StartedTask,
    secrets: ReadonlyMap<string, Secret>,
  ): void;
}

export interface ChangeParts extends ConnectionParts, PasskeyParts {
  keys: Keys;
  tasks: ChangeTasks;
  denials: DenialNotes;
  handshakes: Pick<HandshakeRunner, 'begin'>;
}
