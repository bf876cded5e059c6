import type { PersonItem } from '@keyward/contract';
import { say } from '@keyward/messages';
import { StatusLabel, type StatusTone } from '@keyward/ui';
import type { ReactNode } from 'react';

interface Worded {
  word: string;
  tone: StatusTone;
}

/** Whether a person can get in, in one word. */
export function personState(
  { active, invitedUntil }: Pick<PersonItem, 'active' | 'invitedUntil'>,
  nowMs = Date.now(),
): Worded {
  if (!active) return { word: say('people.disabled'), tone: 'stopped' };
  if (invitedUntil === null) {
    return { word: say('people.active'), tone: 'good' };
  }
  return new Date(invitedUntil).getTime() > nowMs
    ? { word: say('people.invited'), tone: 'waiting' }
    : { word: say('people.invitation-ended'), tone: 'warning' };
}

export function PersonStateLabel({
  person,
}: {
  person: PersonItem;
}): ReactNode {
  const { word, tone } = personState(person);
  return <StatusLabel tone={tone}>{word}</StatusLabel>;
}
