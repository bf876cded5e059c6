export type InterruptionCause = 'lease_lost' | 'stop' | 'cancel' | 'deadline';

/** Why a step's signal was aborted. */
export class Interruption extends Error {
  readonly why: InterruptionCause;
  constructor(why: InterruptionCause) {
    super(SENTENCES[why]);
    this.name = 'Interruption';
    this.why = why;
  }
}

const SENTENCES: Record<InterruptionCause, string> = {
  lease_lost: 'The lease on this task is lost.',
  stop: 'Keyward is stopping.',
  cancel: 'Cancelling was asked for.',
  deadline: 'The step took longer than it may.',
};

/** Internal: the step is to be tried again after `afterMs`. */
export class Requeue extends Error {
  readonly afterMs: number;
  constructor(afterMs: number, sentence: string) {
    super(sentence);
    this.name = 'Requeue';
    this.afterMs = afterMs;
  }
}
