import type { StreamEvent } from '@keyward/contract';
import { say } from '@keyward/messages';

import { CHANGE_STATES, TASK_STATES } from '../../wording/states.ts';

/** What a screen reader is told about an event: state changes only, never progress. */
export function announcementOf(event: StreamEvent): string | null {
  if (event.type === 'task' && event.data.what === 'state') {
    return say('live.task', {
      reference: event.data.reference,
      word: TASK_STATES[event.data.state].word,
    });
  }
  if (
    event.type === 'change' &&
    (event.data.what === 'state' || event.data.what === 'submitted')
  ) {
    return say('live.change', {
      reference: event.data.reference,
      word: CHANGE_STATES[event.data.state].word,
    });
  }
  return null;
}
