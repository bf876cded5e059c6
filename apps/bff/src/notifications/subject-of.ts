import { operationContract } from '@keyward/contract';
import type { Queryable } from '@keyward/database';

import type { ChangeRecord } from '../changes/change-record.ts';
import { plainLine } from './plain-line.ts';

/** What a change is, in words that everybody may see: the operation's title and the connection's name. */
export async function subjectOf(
  db: Queryable,
  change: Pick<ChangeRecord, 'operation' | 'connectionId'>,
): Promise<string> {
  const { title } = operationContract(change.operation);
  if (change.connectionId === null) return title;
  const connection = await db
    .selectFrom('connection')
    .select('name')
    .where('id', '=', change.connectionId)
    .executeTakeFirst();
  return connection === undefined
    ? title
    : `${title} on ${plainLine(connection.name)}`;
}
