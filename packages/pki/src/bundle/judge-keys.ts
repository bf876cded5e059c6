import { failedCheck, type Finding, passedCheck } from '../finding.ts';
import type { CertificateItem, CsrItem, KeyItem } from './bundle-item.ts';
import type { BundlePurpose } from './bundle-purpose.ts';

const TITLE = 'Key belongs to the certificate';

/** Which of the keys belongs to the certificate, or to the request that it answers. */
export function judgeKeys(
  { facts }: CertificateItem,
  keys: readonly KeyItem[],
  requests: readonly CsrItem[],
  { requestKeySha256, needsKey = false }: BundlePurpose,
): { key: KeyItem | null; findings: Finding[] } {
  const key =
    keys.find((each) => each.facts.publicKeySha256 === facts.publicKeySha256) ??
    null;
  return {
    key,
    findings: [
      ...judgeKey(key, keys, needsKey),
      ...judgeSpareKeys(key, keys),
      ...judgeRequests(facts.publicKeySha256, requests),
      ...judgeAnswer(facts.publicKeySha256, requestKeySha256, key),
    ],
  };
}

function judgeKey(
  key: KeyItem | null,
  keys: readonly KeyItem[],
  needsKey: boolean,
): Finding[] {
  if (key !== null) {
    return [
      passedCheck(
        'key-matches',
        TITLE,
        `The ${key.format} key from ${key.source} belongs to the certificate.`,
        'blocker',
      ),
    ];
  }
  const [other] = keys;
  if (other !== undefined) {
    return [
      failedCheck(
        'blocker',
        'key-matches',
        TITLE,
        `The key from ${other.source} belongs to another certificate.`,
        'Look for the key that the certificate was requested with.',
      ),
    ];
  }
  return needsKey
    ? [
        failedCheck(
          'info',
          'key-missing',
          TITLE,
          'There is no private key with it.',
          'Drop its key as well, or choose the answer to the provider’s CSR.',
        ),
      ]
    : [];
}

function judgeSpareKeys(
  key: KeyItem | null,
  keys: readonly KeyItem[],
): Finding[] {
  const different = new Set(keys.map(({ facts }) => facts.publicKeySha256));
  if (key === null || different.size < 2) return [];
  return [
    failedCheck(
      'warning',
      'one-key',
      'One key',
      'There is more than one private key; only the one of the certificate is taken.',
      'Keep the other one away from here.',
    ),
  ];
}

function judgeRequests(
  publicKeySha256: string,
  requests: readonly CsrItem[],
): Finding[] {
  const [request] = requests;
  if (request === undefined) return [];
  const title = 'Answers the signing request';
  return requests.some(({ facts }) => facts.publicKeySha256 === publicKeySha256)
    ? [
        passedCheck(
          'answers-request',
          title,
          'The certificate answers the signing request beside it.',
        ),
      ]
    : [
        failedCheck(
          'warning',
          'answers-request',
          title,
          `The certificate answers another signing request than the one in ${request.source}.`,
          'Ask the CA which request it signed.',
        ),
      ];
}

/** The comparison with the request that the target itself made. */
function judgeAnswer(
  publicKeySha256: string,
  requestKeySha256: string | null | undefined,
  key: KeyItem | null,
): Finding[] {
  if (typeof requestKeySha256 !== 'string' || key !== null) return [];
  const title = 'Answers the provider’s CSR';
  return requestKeySha256 === publicKeySha256
    ? [
        passedCheck(
          'answers-csr',
          title,
          'The certificate has the key of the provider’s last CSR.',
          'warning',
        ),
      ]
    : [
        failedCheck(
          'warning',
          'answers-csr',
          title,
          'The certificate has another key than the provider’s last CSR.',
          'Have the provider’s last CSR signed, or bring the private key.',
        ),
      ];
}
