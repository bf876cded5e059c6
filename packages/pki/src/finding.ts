/** A blocker is refused by the console too; a warning is shown to who decides; an info explains. */
export type FindingSeverity = 'blocker' | 'warning' | 'info';

/** One line of the checklist: what was looked at, what was found, and what to do about it. */
export interface Finding {
  id: string;
  severity: FindingSeverity;
  passed: boolean;
  /** A few words that name the check, the same whether it passed or not. */
  title: string;
  /** One plain sentence. */
  sentence: string;
  /** What to do next; null where nothing is to be done. */
  nextStep: string | null;
}

/** A check that found nothing wrong. */
export function passedCheck(
  id: string,
  title: string,
  sentence: string,
  severity: FindingSeverity = 'info',
): Finding {
  return { id, severity, passed: true, title, sentence, nextStep: null };
}

/** Something that is not as it should be. */
export function failedCheck(
  severity: FindingSeverity,
  id: string,
  title: string,
  sentence: string,
  nextStep: string,
): Finding {
  return { id, severity, passed: false, title, sentence, nextStep };
}
