import type { ChangeSummary } from '@keyward/contract';

import type { CsvColumn } from '../../list/csv.ts';
import { CHANGE_STATES } from '../../wording/states.ts';
import { targetName } from '../../wording/target-name.ts';

/** What the list of changes exports. Times are RFC 3339 in UTC. */
export const CHANGE_COLUMNS: readonly CsvColumn<ChangeSummary>[] = [
  { title: 'Change', value: (change) => change.reference },
  { title: 'What', value: (change) => change.title },
  { title: 'Operation', value: (change) => change.operation },
  { title: 'Target', value: (change) => targetName(change.target) },
  { title: 'State', value: (change) => CHANGE_STATES[change.state].word },
  {
    title: 'Approvals',
    value: (change) =>
      `${String(change.approvals.have)} of ${String(change.approvals.need)}`,
  },
  { title: 'Requester', value: (change) => change.requester.displayName },
  { title: 'Ticket', value: (change) => change.ticket },
  { title: 'Task', value: (change) => change.taskReference },
  { title: 'Submitted', value: (change) => change.createdAt },
  { title: 'Expires', value: (change) => change.expiresAt },
  { title: 'Ended', value: (change) => change.endedAt },
  { title: 'Where it stands', value: (change) => change.standing },
];
