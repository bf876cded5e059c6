import type { Sending, TaskObservation } from '@keyward/contract';
import { say } from '@keyward/messages';

type Seen = Extract<TaskObservation['target'], { read: true }>;

/** What became of one sending, as the rest of a sentence. */
export function sendingWords({ outcome }: Pick<Sending, 'outcome'>): string {
  switch (outcome) {
    case 'applied':
      return say('tasks.the-target-showed-it-afterwards');
    case 'not_applied':
      return say('tasks.the-target-did-not-show-it-afterwards');
    case 'refused':
      return say('tasks.the-target-refused-it');
    case 'not_sent':
      return say('tasks.it-never-left-the-console');
    case 'unknown':
    case null:
      return say('tasks.nobody-knows-what-became-of-it');
  }
}

/** What the look says, and how far it can be trusted. */
export const FINDINGS = {
  applied: {
    tone: 'good',
    word: say('tasks.it-is-there'),
    text: say('tasks.the-target-shows-the-change-whether-this'),
  },
  not_applied: {
    tone: 'waiting',
    word: say('tasks.it-is-not-there'),
    text: say('tasks.the-target-does-not-show-the-change'),
  },
  unknown: {
    tone: 'unknown',
    word: say('tasks.it-cannot-be-told'),
    text: say('tasks.what-the-target-shows-fits-both-answers'),
  },
} as const satisfies Record<
  Seen['finding'],
  { tone: 'good' | 'waiting' | 'unknown'; word: string; text: string }
>;

/** The two answers, and what each of them does. Neither sends anything. */
export const ANSWERS = [
  {
    outcome: 'applied',
    label: say('tasks.it-is-on-the-target'),
    means: say('tasks.keyward-reads-it-back-once-more-the'),
  },
  {
    outcome: 'not_applied',
    label: say('tasks.it-is-not-on-the-target'),
    means: say('tasks.the-task-ends-as-failed-and-nothing'),
  },
] as const;
