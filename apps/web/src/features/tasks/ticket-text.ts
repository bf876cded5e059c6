import type { TaskDetail } from '@keyward/contract';
import type { KnownProblem } from '@keyward/contract/known-problems';
import { say, sayList } from '@keyward/messages';
import { visibleText } from '@keyward/ui';

import { fieldWords } from '../../wording/field-words.ts';
import { TASK_STATES } from '../../wording/states.ts';
import { targetName } from '../../wording/target-name.ts';

const LEVEL_WORDS = {
  full: say('tasks.fully'),
  partial: say('tasks.as-far-as-the-target-can-be'),
  none: say('tasks.not-possible'),
} as const;

function lines(texts: readonly (string | null)[]): string {
  return texts.filter((text) => text !== null).join('\n');
}

/** A plain summary of a task to paste into a ticket: only what everybody who sees the task may see. */
export function ticketText(
  task: TaskDetail,
  known: KnownProblem | null,
  address: string,
): string {
  const { explanation, verification } = task;
  const about = known?.fix === explanation?.nextStep ? known : null;
  const approvers = sayList(task.approvedBy.map((each) => each.displayName));
  const head = lines([
    say('tasks.ticket-headline', {
      reference: task.reference,
      changeReference: task.changeReference,
      word: TASK_STATES[task.state].word,
    }),
    task.title,
    say('tasks.ticket-target', { targetName: targetName(task.target) }),
    approvers === ''
      ? say('tasks.requested-by', { displayName: task.requester.displayName })
      : say('tasks.requested-and-approved-by', {
          displayName: task.requester.displayName,
          approvers,
        }),
    task.ticket === null
      ? null
      : say('tasks.ticket-of-task', { ticket: task.ticket }),
    task.endedAt === null
      ? say('tasks.created-at', { createdAt: task.createdAt })
      : say('tasks.created-and-ended-at', {
          createdAt: task.createdAt,
          endedAt: task.endedAt,
        }),
  ]);
  const story = lines([
    task.standing,
    explanation === null
      ? null
      : say('tasks.ticket-what-happened', { sentence: explanation.sentence }),
    about === null ? null : say('tasks.ticket-why', { cause: about.cause }),
    about === null ? null : say('tasks.ticket-check', { check: about.check }),
    explanation === null
      ? null
      : say('tasks.next-step', { nextStep: explanation.nextStep }),
    about === null || about.field === null || about.field === 'connection'
      ? null
      : say('tasks.field', { field: fieldWords(about.field) }),
    explanation === null ? null : say('tasks.code', { code: explanation.code }),
    verification === null
      ? null
      : say('tasks.verified-by-reading-back', {
          level: LEVEL_WORDS[verification.level],
        }),
    task.upstreamTaskId === null
      ? null
      : say('tasks.ticket-upstream-task', {
          upstreamTaskId: task.upstreamTaskId,
        }),
    address,
  ]);
  return visibleText(`${head}\n\n${story}\n`);
}
