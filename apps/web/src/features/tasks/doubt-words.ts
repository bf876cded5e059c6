import type { Sending, TaskObservation } from '@keyward/contract';

type Seen = Extract<TaskObservation['target'], { read: true }>;

/** What became of one sending, as the rest of a sentence. */
export function sendingWords({ outcome }: Pick<Sending, 'outcome'>): string {
  switch (outcome) {
    case 'applied':
      return 'the target showed it afterwards';
    case 'not_applied':
      return 'the target did not show it afterwards';
    case 'refused':
      return 'the target refused it';
    case 'not_sent':
      return 'it never left the console';
    case 'unknown':
    case null:
      return 'nobody knows what became of it';
  }
}

/** What the look says, and how far it can be trusted. */
export const FINDINGS = {
  applied: {
    tone: 'good',
    word: 'It is there',
    text: 'The target shows the change. Whether this task or somebody else made it, no read can tell.',
  },
  not_applied: {
    tone: 'waiting',
    word: 'It is not there',
    text: 'The target does not show the change. A call that is still on its way could make it later.',
  },
  unknown: {
    tone: 'unknown',
    word: 'It cannot be told',
    text: 'What the target shows fits both answers.',
  },
} as const satisfies Record<
  Seen['finding'],
  { tone: 'good' | 'waiting' | 'unknown'; word: string; text: string }
>;

/** The two answers, and what each of them does. Neither sends anything. */
export const ANSWERS = [
  {
    outcome: 'applied',
    label: 'It is on the target',
    means:
      'Keyward reads it back once more. The task ends as succeeded when the read-back agrees, and as failed when it contradicts. Nothing is sent.',
  },
  {
    outcome: 'not_applied',
    label: 'It is not on the target',
    means:
      'The task ends as failed, and nothing is sent. To try again, copy the change into a new one: it is planned, reviewed and approved anew.',
  },
] as const;
