import type { Check } from '@keyward/contract';
import type { CertificateFacts } from '@keyward/pki';

import { makeCheck } from './make-check.ts';

const EXPIRES_SOON_DAYS = 30;
const DAY_MS = 86_400_000;

/** What a client certificate must and should be; the vendor refuses only some of it, much later. */
export function certificateChecks(
  leaf: CertificateFacts,
  field: string,
  now: Date,
): Check[] {
  const begins = Date.parse(leaf.notBefore);
  const ends = Date.parse(leaf.notAfter);
  const daysLeft = Math.floor((ends - now.getTime()) / DAY_MS);
  return [
    makeCheck({
      id: 'certificate-not-expired',
      title: 'Not expired',
      severity: 'blocker',
      passed: ends > now.getTime(),
      evidence:
        ends > now.getTime()
          ? `Expires ${leaf.notAfter}, in ${String(daysLeft)} days.`
          : `Expired ${leaf.notAfter}.`,
      field,
      code: 'validation_failed',
    }),
    makeCheck({
      id: 'certificate-valid-already',
      title: 'Valid already',
      severity: 'blocker',
      passed: begins <= now.getTime(),
      evidence:
        begins <= now.getTime()
          ? `Valid since ${leaf.notBefore}.`
          : `Not valid before ${leaf.notBefore}.`,
      field,
      code: 'validation_failed',
    }),
    makeCheck({
      id: 'certificate-is-no-ca',
      title: 'No CA certificate',
      severity: 'blocker',
      passed: !leaf.isCa,
      evidence: leaf.isCa
        ? 'This is a CA certificate; a client certificate is needed here.'
        : 'It is an end-entity certificate.',
      field,
      code: 'validation_failed',
    }),
    makeCheck({
      id: 'certificate-client-auth',
      title: 'May authenticate clients',
      severity: 'warning',
      passed: leaf.hasClientAuth === true,
      evidence: clientAuthEvidence(leaf),
      field,
    }),
    // Of one that has expired there is nothing more to say.
    ...(ends > now.getTime() ? [lastsCheck(daysLeft, field)] : []),
  ];
}

function lastsCheck(daysLeft: number, field: string): Check {
  return makeCheck({
    id: 'certificate-lasts',
    title: `Lasts ${String(EXPIRES_SOON_DAYS)} days`,
    severity: 'warning',
    passed: daysLeft >= EXPIRES_SOON_DAYS,
    evidence: `${String(daysLeft)} days left.`,
    field,
  });
}

function clientAuthEvidence(leaf: CertificateFacts): string {
  if (leaf.hasClientAuth === true) {
    return 'Its extended key usage has clientAuth.';
  }
  if (leaf.hasClientAuth === null) {
    return 'It has no extended key usage; some key servers accept only certificates with clientAuth.';
  }
  return 'Its extended key usage has no clientAuth: key servers usually refuse it, and only their own log says so.';
}
