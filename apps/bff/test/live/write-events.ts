import type { EventData, EventType } from '@keyward/contract';
import { type Database, type JournalEvent, transact } from '@keyward/database';
import { randomUUID } from 'node:crypto';

/** Events of the shape that the console writes, `text` as given. */
export function taskEvent(text = 'A step began.'): JournalEvent {
  const data: EventData<'task'> = {
    what: 'note',
    reference: 'TSK-1001',
    changeId: randomUUID(),
    state: 'running',
    failureKind: null,
    step: null,
    progress: null,
    text,
  };
  return eventOf('task', data);
}

/** How far a task is, and nothing else. */
export function progressEvent(
  subject: string,
  completed: number,
): JournalEvent {
  const data: EventData<'task'> = {
    what: 'progress',
    reference: 'TSK-1001',
    changeId: subject,
    state: 'running',
    failureKind: null,
    step: { key: 'await_upstream', state: 'running' },
    progress: { completed, total: 100, message: null },
    text: 'Progress at the target.',
  };
  return { type: 'task', subject, v: 1, data };
}

export function changeEvent(text = 'Submitted.'): JournalEvent {
  const data: EventData<'change'> = {
    what: 'submitted',
    reference: 'CHG-1001',
    operation: 'ontap.add-key-servers',
    state: 'pending',
    waitingFor: null,
    approvals: { have: 0, need: 1 },
    taskId: null,
    text,
  };
  return eventOf('change', data);
}

export function connectionEvent(text = 'ontap-01 answers.'): JournalEvent {
  const data: EventData<'connection'> = {
    what: 'health',
    name: 'ontap-01',
    health: 'reachable',
    text,
  };
  return eventOf('connection', data);
}

function eventOf(type: EventType, data: unknown): JournalEvent {
  return { type, subject: randomUUID(), v: 1, data };
}

/** Commits events in one transaction. */
export async function writeEvents(
  db: Database,
  ...events: JournalEvent[]
): Promise<void> {
  await transact(db, async (journal) => {
    for (const event of events) journal.event(event);
  });
}
