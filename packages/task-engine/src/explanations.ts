import type { Explanation } from '@keyward/contract';

function explain(
  code: string,
  sentence: string,
  nextStep: string,
): Explanation {
  return { code, sentence, nextStep, field: null };
}

/** What the engine itself has to say; everything about a target comes from the program. */
export const EXPLANATIONS = {
  cancelled: explain(
    'cancelled',
    'Cancelled before anything was sent to the target.',
    'Copy it into a new change to try again.',
  ),
  internal: explain(
    'internal',
    'Keyward could not go on because of an error of its own. Nothing was sent to the target.',
    'Copy it into a new change; if it happens again, look into the log.',
  ),
  internalAfterSend: explain(
    'internal',
    'The change was sent, but an error of Keyward kept it from reading back what came of it.',
    'Look at the target and record what you found.',
  ),
  refused: explain(
    'refused',
    'The target refused the change. Nothing was changed.',
    'Copy it into a new change and correct it.',
  ),
  unreachable: explain(
    'unreachable',
    'The target could not be reached. Nothing was sent.',
    'Check the connection, then copy it into a new change.',
  ),
  notApplied: explain(
    'not_applied',
    'The change was sent twice, and the target shows no trace of it.',
    'Look at the target and copy it into a new change.',
  ),
  cannotLook: explain(
    'outcome_unknown',
    'The change may have been sent, and the target could not be read to see whether it took effect.',
    'Look at the target and record what you found.',
  ),
  deadline: explain(
    'deadline',
    'This took longer than it may. Nothing was sent to the target.',
    'Check the target, then copy it into a new change.',
  ),
  deadlineAfterSend: explain(
    'deadline',
    'The change was sent, but the target did not finish in time.',
    'Look at the target and record what you found.',
  ),
  restored: explain(
    'outcome_unknown',
    'This database was restored from a copy. When the copy was made nothing of this had been sent; whether it was sent afterwards, nobody here knows.',
    'Look at the target and record what you found.',
  ),
  restoredAfterSend: explain(
    'outcome_unknown',
    'This database was restored from a copy that was made while this was under way. How it went on, nobody here knows.',
    'Look at the target and record what you found.',
  ),
} as const satisfies Record<string, Explanation>;

/** The target was read and cannot tell; `why` is the program's reason. */
export function explainUnknown(why: string): Explanation {
  return explain(
    'outcome_unknown',
    why,
    'Look at the target and record what you found.',
  );
}

export function explainContradiction(contradiction: string): Explanation {
  return explain(
    'verify',
    `The target does not show the change: ${contradiction}`,
    'Look at the target; compare it with the plan.',
  );
}
