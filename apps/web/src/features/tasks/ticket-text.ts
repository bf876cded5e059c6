import type { TaskDetail } from '@keyward/contract';
import { visibleText } from '@keyward/ui';

import { TASK_STATES } from '../../wording/states.ts';
import { targetName } from '../../wording/target-name.ts';

const LEVEL_WORDS = {
  full: 'fully',
  partial: 'as far as the target can be read',
  none: 'not possible',
} as const;

/** A plain summary of a task to paste into a ticket: only what everybody who sees the task may see. */
export function ticketText(task: TaskDetail, address: string): string {
  const lines = [
    `${task.reference} (change ${task.changeReference}): ${TASK_STATES[task.state].word}`,
    task.title,
    `Target: ${targetName(task.target)}`,
    `Requested by ${task.requester.displayName}${task.approvedBy.length === 0 ? '' : `, approved by ${task.approvedBy.map((each) => each.displayName).join(', ')}`}`,
    task.ticket === null ? '' : `Ticket: ${task.ticket}`,
    `Created ${task.createdAt}${task.endedAt === null ? '' : `, ended ${task.endedAt}`}`,
    '',
    task.standing,
    task.explanation === null
      ? ''
      : `What happened: ${task.explanation.sentence}`,
    task.explanation === null ? '' : `Next step: ${task.explanation.nextStep}`,
    task.explanation === null ? '' : `Code: ${task.explanation.code}`,
    task.verification === null
      ? ''
      : `Verified by reading back: ${LEVEL_WORDS[task.verification.level]}`,
    task.upstreamTaskId === null ? '' : `Upstream task: ${task.upstreamTaskId}`,
    address,
  ];
  return visibleText(
    lines.filter((line, index) => line !== '' || index === 6).join('\n'),
  );
}
