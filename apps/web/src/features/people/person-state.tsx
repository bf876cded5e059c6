import type { PersonItem } from '@keyward/contract';
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
  if (!active) return { word: 'Disabled', tone: 'stopped' };
  if (invitedUntil === null) return { word: 'Active', tone: 'good' };
  return new Date(invitedUntil).getTime() > nowMs
    ? { word: 'Invited', tone: 'waiting' }
    : { word: 'Invitation ended', tone: 'warning' };
}

export function PersonStateLabel({
  person,
}: {
  person: PersonItem;
}): ReactNode {
  const { word, tone } = personState(person);
  return <StatusLabel tone={tone}>{word}</StatusLabel>;
}
