import type { ChangeSummary } from '@keyward/contract';
import { say } from '@keyward/messages';

/** How many of the approvals that a change needs it has. */
export function approvalsSoFar({
  have,
  need,
}: ChangeSummary['approvals']): string {
  return need === 0
    ? say('changes.none-needed')
    : say('changes.of', { have, need });
}
