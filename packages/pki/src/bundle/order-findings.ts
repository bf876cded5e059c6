import type { Finding } from '../finding.ts';
import { PROBLEM_ORDER } from './problem-sentences.ts';

const SEVERITIES: readonly string[] = ['blocker', 'warning', 'info'];

/** Within one severity: files first, then what the certificates are, then how they hang together. */
const JUDGEMENT_ORDER: readonly string[] = [
  'key-among-authorities',
  'installed-here',
  'certificate-is-no-ca',
  'key-matches',
  'certificate-not-expired',
  'certificate-valid-already',
  'certificate-key',
  'certificate-signature',
  'only-a-request',
  'only-a-key',
  'no-certificate',
  'certificate-client-auth',
  'certificate-key-usage',
  'installed-elsewhere',
  'one-client-certificate',
  'one-key',
  'answers-csr',
  'answers-request',
  'chain-signature',
  'chain-valid',
  'chain-authorities',
  'chain-signatures',
  'chain-path-length',
  'certificate-lasts',
  'certificate-not-too-long',
  'only-authorities',
  'chain-complete',
  'key-missing',
];
const ORDER = [...PROBLEM_ORDER, ...JUDGEMENT_ORDER];

/** What is wrong by severity and importance, then what is right. */
export function orderFindings(findings: readonly Finding[]): Finding[] {
  const rank = ({ id, severity, passed }: Finding): number =>
    (passed ? 1_000_000 : SEVERITIES.indexOf(severity) * 10_000) +
    (ORDER.includes(id) ? ORDER.indexOf(id) : ORDER.length);
  return findings.toSorted((one, other) => rank(one) - rank(other));
}
