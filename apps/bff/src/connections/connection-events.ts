import { type EventData } from '@keyward/contract';
import type { Journal } from '@keyward/database';

import type { ConnectionRecord } from './connection-record.ts';

/** Notes a connection event in the transaction that causes it. */
export function noteConnectionEvent(
  journal: Journal,
  record: Pick<ConnectionRecord, 'id' | 'name' | 'health'> & { v: number },
  what: EventData<'connection'>['what'],
  text: string,
): void {
  const data: EventData<'connection'> = {
    what,
    name: record.name,
    health: record.health,
    text,
  };
  journal.event({ type: 'connection', subject: record.id, v: record.v, data });
}
