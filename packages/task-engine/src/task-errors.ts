import type {
  Explanation,
  FailureKind,
  MovedFact,
  UpstreamFacts,
  Verification,
} from '@keyward/contract';

/** Thrown by a step: ends the task `failed`. */
export class TaskFailure extends Error {
  readonly kind: FailureKind;
  readonly explanation: Explanation;
  readonly upstream: UpstreamFacts | undefined;
  readonly verification: Verification | undefined;
  readonly moved: MovedFact[] | undefined;
  constructor(options: {
    kind: FailureKind;
    explanation: Explanation;
    upstream?: UpstreamFacts;
    verification?: Verification;
    moved?: MovedFact[];
  }) {
    super(options.explanation.sentence);
    this.name = 'TaskFailure';
    this.kind = options.kind;
    this.explanation = options.explanation;
    this.upstream = options.upstream;
    this.verification = options.verification;
    this.moved = options.moved;
  }
}

/**
 * Thrown by a step: try it again after `afterMs`, and give up with `failure` once it was tried `afterTries` times in
 * all. Belongs into repeatable steps; thrown by `send` it sets the delay where `proof` answers `retry_not_sent`.
 */
export class TaskRetry extends Error {
  readonly afterMs: number;
  readonly explanation: Explanation;
  readonly giveUp: { afterTries: number; failure: TaskFailure };
  constructor(options: {
    afterMs: number;
    explanation: Explanation;
    giveUp: { afterTries: number; failure: TaskFailure };
  }) {
    super(options.explanation.sentence);
    this.name = 'TaskRetry';
    this.afterMs = options.afterMs;
    this.explanation = options.explanation;
    this.giveUp = options.giveUp;
  }
}

/** Thrown by a step: ends the task `outcome_unknown`, which a person reconciles. */
export class OutcomeUnknown extends Error {
  readonly explanation: Explanation;
  readonly upstream: UpstreamFacts | undefined;
  readonly verification: Verification | undefined;
  constructor(options: {
    explanation: Explanation;
    upstream?: UpstreamFacts;
    verification?: Verification;
  }) {
    super(options.explanation.sentence);
    this.name = 'OutcomeUnknown';
    this.explanation = options.explanation;
    this.upstream = options.upstream;
    this.verification = options.verification;
  }
}

/** Thrown by a step that found the change withdrawn at the target after a request to cancel: ends the task `cancelled`. */
export class TaskCancelled extends Error {
  readonly explanation: Explanation;
  constructor(options: { explanation: Explanation }) {
    super(options.explanation.sentence);
    this.name = 'TaskCancelled';
    this.explanation = options.explanation;
  }
}

/** The task is somebody else's now: nothing may be sent or written under this claim any more. */
export class LeaseLost extends Error {
  constructor(taskId: string, fence: number) {
    super(`The lease on task ${taskId} under fence ${fence} is lost.`);
    this.name = 'LeaseLost';
  }
}
