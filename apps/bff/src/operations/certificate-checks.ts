import type { Check } from '@keyward/contract';
import {
  type CertificateFacts,
  drawChain,
  type Finding,
  judgeChain,
  judgeClientCertificate,
  judgeGivenOrder,
  withTraits,
} from '@keyward/pki';

import { makeCheck } from './make-check.ts';

/**
 * What a client certificate and its chain must and should be, in the words that the form used for it in the browser.
 * The vendor refuses only some of it, much later.
 */
export async function certificateChecks(
  leaf: CertificateFacts,
  chain: readonly CertificateFacts[],
  field: string,
  now: Date,
): Promise<Check[]> {
  const given = [leaf, ...chain].map(withTraits);
  const [first = withTraits(leaf)] = given;
  const drawn = await drawChain(first, given);
  return [
    ...judgeClientCertificate(first.facts, first.traits, now),
    ...judgeChain(drawn, now),
    judgeGivenOrder(given, drawn),
  ].map((finding) => checkOf(finding, field));
}

function checkOf(finding: Finding, field: string): Check {
  const { id, title, severity, passed, sentence, nextStep } = finding;
  return makeCheck({
    id,
    title,
    severity,
    passed,
    evidence: nextStep === null ? sentence : `${sentence} ${nextStep}`,
    field,
    ...(severity === 'blocker' ? { code: 'validation_failed' as const } : {}),
  });
}
