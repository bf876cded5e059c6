import { type Chain, drawChain } from '../chain.ts';
import { failedCheck, type Finding, passedCheck } from '../finding.ts';
import { judgeChain } from '../judge-chain.ts';
import { judgeClientCertificate } from '../judge-certificate.ts';
import type {
  BundleItem,
  CertificateItem,
  CsrItem,
  KeyItem,
} from './bundle-item.ts';
import type { BundlePurpose } from './bundle-purpose.ts';
import { judgeInstalled } from './judge-installed.ts';
import { judgeKeys } from './judge-keys.ts';

export interface JudgedBundle {
  leaf: CertificateItem | null;
  key: KeyItem | null;
  chain: Chain<CertificateItem> | null;
  findings: Finding[];
}

/** Finds the client certificate among the items, draws its chain, and looks at everything around it. */
export async function judgeClientBundle(
  items: readonly BundleItem[],
  purpose: BundlePurpose,
): Promise<JudgedBundle> {
  const all = items.filter((item) => item.kind === 'certificate');
  const certificates = withoutTwins(all);
  const keys = items.filter((item) => item.kind === 'key');
  const requests = items.filter((item) => item.kind === 'csr');
  const leaf = chooseLeaf(certificates, keys, purpose);
  if (leaf === null) {
    return {
      leaf,
      key: null,
      chain: null,
      findings: withoutCertificate(keys, requests),
    };
  }
  const chain = await drawChain(leaf, certificates);
  const { key, findings } = judgeKeys(leaf, keys, requests, purpose);
  return {
    leaf,
    key,
    chain,
    findings: [
      ...findings,
      ...judgeClientCertificate(
        leaf.facts,
        leaf.traits,
        purpose.now,
        purpose.limits,
      ),
      ...judgeInstalled(leaf.facts, purpose.installed ?? []),
      ...judgeChain(chain, purpose.now),
      ...judgeOthers(certificates, chain),
      ...judgeOrder(all, certificates, chain),
    ],
  };
}

function withoutTwins(
  certificates: readonly CertificateItem[],
): CertificateItem[] {
  const seen = new Set<string>();
  return certificates.filter(({ facts }) => {
    const isFirst = !seen.has(facts.sha256);
    seen.add(facts.sha256);
    return isFirst;
  });
}

/** The one whose key is here or was asked for, else the first that is no authority, else the lowest authority. */
function chooseLeaf(
  certificates: readonly CertificateItem[],
  keys: readonly KeyItem[],
  { requestKeySha256 }: BundlePurpose,
): CertificateItem | null {
  const known = new Set([
    ...keys.map(({ facts }) => facts.publicKeySha256),
    ...(typeof requestKeySha256 === 'string' ? [requestKeySha256] : []),
  ]);
  const mine = ({ facts }: CertificateItem): boolean =>
    known.has(facts.publicKeySha256);
  const leaves = certificates.filter(({ facts }) => !facts.isCa);
  const issuers = new Set(
    certificates
      .filter(({ facts }) => !facts.selfSigned)
      .map(({ facts }) => facts.issuer),
  );
  return (
    leaves.find(mine) ??
    certificates.find(mine) ??
    leaves[0] ??
    certificates.find(({ facts }) => !issuers.has(facts.subject)) ??
    certificates[0] ??
    null
  );
}

function withoutCertificate(
  keys: readonly KeyItem[],
  requests: readonly CsrItem[],
): Finding[] {
  const [request] = requests;
  const title = 'Certificate there';
  if (request !== undefined) {
    return [
      failedCheck(
        'blocker',
        'only-a-request',
        title,
        `This is a signing request for ${request.facts.subject}, not yet a certificate.`,
        'Have your CA sign it, then drop the certificate that the CA sends.',
      ),
    ];
  }
  return [
    keys.length > 0
      ? failedCheck(
          'blocker',
          'only-a-key',
          title,
          'There is a private key but no certificate.',
          'Drop the certificate that belongs to it as well.',
        )
      : failedCheck(
          'blocker',
          'no-certificate',
          title,
          'There is no certificate in what was dropped.',
          'Drop the certificate that the CA sent.',
        ),
  ];
}

function judgeOthers(
  certificates: readonly CertificateItem[],
  { links }: Chain<CertificateItem>,
): Finding[] {
  const id = 'one-client-certificate';
  const title = 'One client certificate';
  const linked = new Set(links.map(({ facts }) => facts.sha256));
  const others = certificates.filter(({ facts }) => !linked.has(facts.sha256));
  const leaf = others.find(({ facts }) => !facts.isCa);
  const first = others[0];
  if (leaf !== undefined) {
    return [
      failedCheck(
        'warning',
        id,
        title,
        `There is a second client certificate, ${leaf.facts.subject}; it is left out.`,
        'Drop only the files of one client if the other was meant.',
      ),
    ];
  }
  return [
    passedCheck(id, title, 'There is one client certificate.'),
    ...(first === undefined
      ? []
      : [
          failedCheck(
            'info',
            'unrelated-certificate',
            'Everything belongs to the chain',
            `${first.facts.subject} is not part of the chain; it is left out.`,
            'Nothing to do, unless the chain is incomplete without it.',
          ),
        ]),
  ];
}

function judgeOrder(
  all: readonly CertificateItem[],
  certificates: readonly CertificateItem[],
  { links }: Chain<CertificateItem>,
): Finding[] {
  const linked = links.map(({ facts }) => facts.sha256);
  const given = certificates
    .map(({ facts }) => facts.sha256)
    .filter((sha256) => linked.includes(sha256));
  return [
    ...(all.length > certificates.length
      ? [
          failedCheck(
            'info',
            'same-certificate-twice',
            'Each certificate once',
            'The same certificate is there more than once; it is taken once.',
            'Nothing to do.',
          ),
        ]
      : []),
    ...(given.join() === linked.join()
      ? []
      : [
          failedCheck(
            'info',
            'order-repaired',
            'In the order of the chain',
            'The certificates were not in the order of the chain; they are put right.',
            'Nothing to do.',
          ),
        ]),
  ];
}
