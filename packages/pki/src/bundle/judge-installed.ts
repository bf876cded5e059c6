import type { CertificateFacts } from '../certificate-facts.ts';
import { failedCheck, type Finding, passedCheck } from '../finding.ts';
import type { InUse } from './bundle-purpose.ts';

/** Whether the certificate, or its key under another certificate, is in use already. */
export function judgeInstalled(
  { sha256, publicKeySha256 }: CertificateFacts,
  installed: readonly InUse[],
): Finding[] {
  const id = 'installed-elsewhere';
  const title = 'Not in use elsewhere';
  const same = installed.filter((each) => each.sha256 === sha256);
  if (same.some(({ isHere }) => isHere)) {
    return [
      failedCheck(
        'blocker',
        'installed-here',
        'Another certificate than now',
        'This is the certificate that is in use already; nothing would change.',
        'Use the new certificate from the CA.',
      ),
    ];
  }
  const other = same[0];
  if (other !== undefined) {
    return [
      failedCheck(
        'warning',
        id,
        title,
        `The same certificate is in use at ${other.where}.`,
        'Give each client its own, so that one can be withdrawn without the other.',
      ),
    ];
  }
  const sameKey = installed.find(
    (each) => !each.isHere && each.publicKeySha256 === publicKeySha256,
  );
  if (sameKey !== undefined) {
    return [
      failedCheck(
        'warning',
        id,
        title,
        `Another certificate with the same key is in use at ${sameKey.where}.`,
        'Make a new key for each client.',
      ),
    ];
  }
  return installed.length === 0
    ? []
    : [passedCheck(id, title, 'No other place that is known uses it.')];
}
