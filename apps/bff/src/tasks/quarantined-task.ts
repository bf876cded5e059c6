import { OutcomeUnknown } from '@keyward/task-engine';

import { Refusal } from '../http/refusal.ts';

/**
 * How a task ends whose target shows another certificate after the change was sent: nothing more goes there, so nobody can
 * ask what became of it, and the connection cannot be decided about while a task still uses it.
 */
export function outcomeUnknownInQuarantine(): OutcomeUnknown {
  return new OutcomeUnknown({
    explanation: {
      code: 'connection_quarantined',
      sentence:
        'The change was sent; since then the target shows another certificate, so it is not asked any more.',
      nextStep:
        'Decide about the connection, look at the target and record what you found.',
      field: 'connection',
    },
  });
}

/** The same for a refusal to use the connection; any other error stays as it is. */
export function unknownWhenQuarantined(error: unknown): unknown {
  return error instanceof Refusal && error.code === 'connection_quarantined'
    ? outcomeUnknownInQuarantine()
    : error;
}
