import { failedCheck, type Finding, passedCheck } from '../finding.ts';
import { judgeValidity } from '../judge-validity.ts';
import type { BundleItem } from './bundle-item.ts';

/** What a bundle of trusted authorities must be: authorities, valid, and nothing secret among them. */
export function judgeCaBundle(
  items: readonly BundleItem[],
  now: Date,
): Finding[] {
  const certificates = items.filter((item) => item.kind === 'certificate');
  const leaf = certificates.find(({ facts }) => !facts.isCa);
  const expired = certificates.find(
    ({ facts }) => Date.parse(facts.notAfter) <= now.getTime(),
  );
  return [
    ...(items.some(({ kind }) => kind === 'key')
      ? [
          failedCheck(
            'blocker',
            'key-among-authorities',
            'No private key',
            'There is a private key among the files; it was not taken.',
            'Drop only CA certificates here; a key stays where it is used.',
          ),
        ]
      : []),
    ...(certificates.length === 0
      ? [
          failedCheck(
            'blocker',
            'no-certificate',
            'Certificate there',
            'There is no certificate in what was dropped.',
            'Drop the certificates of the CAs that signed the target’s.',
          ),
        ]
      : leaf === undefined
        ? [passedCheck('only-authorities', 'Only CAs', 'All are CAs.')]
        : [
            failedCheck(
              'warning',
              'only-authorities',
              'Only CAs',
              `${leaf.facts.subject} is no CA; it is left out.`,
              'To trust exactly one certificate, pin it instead.',
            ),
          ]),
    ...(expired === undefined ? [] : judgeValidity(expired.facts, now)),
  ];
}
