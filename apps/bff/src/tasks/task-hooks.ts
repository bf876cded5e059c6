import type { ChangeState } from '@keyward/contract';
import { type Journal, jsonb, type TaskRow } from '@keyward/database';
import type { TaskEnd, TaskHooks } from '@keyward/task-engine';
import { sql } from 'kysely';

import { audit } from '../audit/note.ts';
import {
  eraseSecrets,
  moveChange,
  noteChangeEvent,
} from '../changes/change-events.ts';
import type { ChangeRecord } from '../changes/change-record.ts';
import { changeStanding } from '../changes/change-standing.ts';
import { readFrozenInput } from '../changes/freeze-input.ts';
import { outdateEstate } from '../connections/estate/outdate-estate.ts';
import type { Notices } from '../notifications/notices.ts';
import { anyOperation } from '../operations/registry.ts';
import { taskReference } from '../references.ts';
import { EXPIRED_CODE } from './check-step.ts';

const OPEN = ['approved', 'running', 'outcome_unknown'] as const;

/** The change's state is a function of its task's; both move in one transaction. */
export function taskHooks(notices: Notices): TaskHooks {
  return {
    async onStarted(journal, task) {
      const change = await moveChange(journal, task.change_id, OPEN, {
        state: 'running',
        ended_at: null,
      });
      if (change === null) {
        throw new Error('A task started whose change is closed.');
      }
      await noteChangeEvent(
        journal,
        change,
        'state',
        changeStanding(change, 0),
      );
      noteAudit(journal, task, change, 'task.started', 'start task', null);
    },
    async onEnded(journal, task, end) {
      const change = await moveChange(journal, task.change_id, OPEN, {
        state: changeStateOf(end),
        ended_at: end.state === 'outcome_unknown' ? null : sql<Date>`now()`,
        ...(end.moved === undefined ? {} : { moved: jsonb(end.moved) }),
      });
      if (change === null) {
        throw new Error('A task ended whose change is closed.');
      }
      await eraseSecrets(journal, change.id);
      if (end.state === 'succeeded') await remember(journal, change);
      await noteChangeEvent(
        journal,
        change,
        'state',
        changeStanding(change, 0),
      );
      await notices.ended(journal, task, change);
      noteAudit(journal, task, change, 'task.ended', 'end task', end);
      if (change.connectionId !== null) {
        await outdateEstate(
          journal,
          change.connectionId,
          end.state === 'succeeded',
        );
      }
    },
  };
}

function changeStateOf(end: TaskEnd): ChangeState {
  if (end.state !== 'failed' || end.failureKind !== 'stale') return end.state;
  return end.explanation?.code === EXPIRED_CODE ? 'expired' : 'stale';
}

/** Objects that the target lists nowhere are known by the changes that made them. */
async function remember(journal: Journal, change: ChangeRecord): Promise<void> {
  const { connectionId } = change;
  const names = anyOperation(change.operation).knownObjects(
    readFrozenInput(change.operation, change.input),
  );
  if (connectionId === null || names.length === 0) return;
  await journal.tx
    .insertInto('known_native_provider')
    .values(
      names.map((name) => ({
        connection_id: connectionId,
        name,
        change_id: change.id,
      })),
    )
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

function noteAudit(
  journal: Journal,
  task: TaskRow,
  change: ChangeRecord,
  code: 'task.started' | 'task.ended',
  action: string,
  end: TaskEnd | null,
): void {
  const isGood = end === null || end.state === 'succeeded';
  audit(journal, {
    code,
    action,
    object: task.id,
    outcome: isGood ? 'success' : 'failure',
    changeHash: change.digest,
    detail: [
      taskReference(task.number),
      change.reference,
      end?.state,
      end?.explanation?.code,
    ]
      .filter((each) => each !== undefined)
      .join(' '),
  });
}
