import type { TaskDetail } from '@keyward/contract';
import { visibleText } from '@keyward/ui';

import { TASK_STATES } from '../../wording/states.ts';
import { targetName } from '../../wording/target-name.ts';

const LEVEL_WORDS = {
  full: 'fully',
  partial: 'as far as the target can be read',
  none: 'not possible',
} as const;

function lines(texts: readonly (string | null)[]): string {
  return texts.filter((text) => text !== null).join('\n');
}

/** A plain summary of a task to paste into a ticket: only what everybody who sees the task may see. */
export function ticketText(task: TaskDetail, address: string): string {
  const { explanation, verification } = task;
  const approvers = task.approvedBy.map((each) => each.displayName).join(', ');
  const head = lines([
    `${task.reference} (change ${task.changeReference}): ${TASK_STATES[task.state].word}`,
    task.title,
    `Target: ${targetName(task.target)}`,
    `Requested by ${task.requester.displayName}${approvers === '' ? '' : `, approved by ${approvers}`}`,
    task.ticket === null ? null : `Ticket: ${task.ticket}`,
    `Created ${task.createdAt}${task.endedAt === null ? '' : `, ended ${task.endedAt}`}`,
  ]);
  const story = lines([
    task.standing,
    explanation === null ? null : `What happened: ${explanation.sentence}`,
    explanation === null ? null : `Next step: ${explanation.nextStep}`,
    explanation === null ? null : `Code: ${explanation.code}`,
    verification === null
      ? null
      : `Verified by reading back: ${LEVEL_WORDS[verification.level]}`,
    task.upstreamTaskId === null
      ? null
      : `Upstream task: ${task.upstreamTaskId}`,
    address,
  ]);
  return visibleText(`${head}\n\n${story}\n`);
}
