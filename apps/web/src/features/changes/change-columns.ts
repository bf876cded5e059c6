import type { ChangeSummary } from '@keyward/contract';
import { say } from '@keyward/messages';

import type { CsvColumn } from '../../list/csv.ts';
import { CHANGE_STATES } from '../../wording/states.ts';
import { targetName } from '../../wording/target-name.ts';
import { approvalsSoFar } from './approvals-so-far.ts';

/** What the list of changes exports. Times are RFC 3339 in UTC. */
export const CHANGE_COLUMNS: readonly CsvColumn<ChangeSummary>[] = [
  { title: say('changes.change'), value: (change) => change.reference },
  { title: say('changes.what'), value: (change) => change.title },
  { title: say('changes.operation'), value: (change) => change.operation },
  {
    title: say('changes.target'),
    value: (change) => targetName(change.target),
  },
  {
    title: say('changes.state'),
    value: (change) => CHANGE_STATES[change.state].word,
  },
  {
    title: say('changes.approvals'),
    value: ({ approvals }) => approvalsSoFar(approvals),
  },
  {
    title: say('changes.requester'),
    value: (change) => change.requester.displayName,
  },
  { title: say('changes.ticket'), value: (change) => change.ticket },
  { title: say('changes.task'), value: (change) => change.taskReference },
  { title: say('changes.submitted'), value: (change) => change.createdAt },
  { title: say('changes.expires'), value: (change) => change.expiresAt },
  { title: say('changes.ended'), value: (change) => change.endedAt },
  { title: say('changes.where-it-stands'), value: (change) => change.standing },
];
