import type { CertificateFacts } from './certificate-facts.ts';
import { failedCheck, type Finding, passedCheck } from './finding.ts';

export interface ValidityLimits {
  /** Fewer days left are worth a warning: the same work is due again soon. */
  minDaysLeft: number;
  /** A client certificate that lives longer is hard to withdraw; nobody will remember it. */
  maxDays: number;
}

const USUAL_LIMITS: ValidityLimits = { minDaysLeft: 30, maxDays: 1_100 };
const DAY_MS = 86_400_000;

/** Whether a certificate is valid now, and neither too short nor too long. */
export function judgeValidity(
  facts: CertificateFacts,
  now: Date,
  limits: Partial<ValidityLimits> = {},
): Finding[] {
  const { minDaysLeft, maxDays } = { ...USUAL_LIMITS, ...limits };
  const begins = Date.parse(facts.notBefore);
  const ends = Date.parse(facts.notAfter);
  const daysLeft = Math.floor((ends - now.getTime()) / DAY_MS);
  const days = Math.round((ends - begins) / DAY_MS);
  if (ends <= now.getTime()) {
    return [
      failedCheck(
        'blocker',
        'certificate-not-expired',
        'Not expired',
        `Expired ${facts.notAfter}.`,
        'Ask the CA for a new certificate.',
      ),
    ];
  }
  return [
    passedCheck(
      'certificate-not-expired',
      'Not expired',
      `Expires ${facts.notAfter}, in ${String(daysLeft)} days.`,
      'blocker',
    ),
    begins > now.getTime()
      ? failedCheck(
          'blocker',
          'certificate-valid-already',
          'Valid already',
          `Not valid before ${facts.notBefore}.`,
          'Wait until then, or check the clock of the CA.',
        )
      : passedCheck(
          'certificate-valid-already',
          'Valid already',
          `Valid since ${facts.notBefore}.`,
          'blocker',
        ),
    daysLeft < minDaysLeft
      ? failedCheck(
          'warning',
          'certificate-lasts',
          `Lasts ${String(minDaysLeft)} days`,
          `${String(daysLeft)} days left.`,
          'Ask the CA for one that lasts longer, or plan the next change now.',
        )
      : passedCheck(
          'certificate-lasts',
          `Lasts ${String(minDaysLeft)} days`,
          `${String(daysLeft)} days left.`,
          'warning',
        ),
    days > maxDays
      ? failedCheck(
          'warning',
          'certificate-not-too-long',
          `Lives at most ${String(maxDays)} days`,
          `It is valid for ${String(days)} days in all; a key that leaks stays good as long.`,
          'Ask the CA for a shorter life, unless your rules ask for this one.',
        )
      : passedCheck(
          'certificate-not-too-long',
          `Lives at most ${String(maxDays)} days`,
          `It is valid for ${String(days)} days in all.`,
          'warning',
        ),
  ];
}
