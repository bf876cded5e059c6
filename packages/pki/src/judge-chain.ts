import type { Chain, ReadCertificate } from './chain.ts';
import { failedCheck, type Finding, passedCheck } from './finding.ts';

/**
 * What stands above a client certificate. Nothing of it is refused: a key server that knows the issuers needs no chain,
 * and only it can tell.
 */
export function judgeChain<C extends ReadCertificate>(
  chain: Chain<C>,
  now: Date,
): Finding[] {
  return [judgeCompleteness(chain), ...judgeIssuers(chain, now)];
}

function judgeCompleteness<C extends ReadCertificate>({
  links,
  isComplete,
  missing,
  impostors,
}: Chain<C>): Finding {
  const id = 'chain-complete';
  const title = 'Chain complete';
  const top = links.at(-1)?.facts.subject ?? '';
  if (missing === null || isComplete) {
    return passedCheck(
      id,
      title,
      links.length === 1
        ? 'It is self-signed and needs no chain.'
        : `Each certificate is signed by the next, up to ${top}.`,
    );
  }
  if (impostors.length > 0) {
    return failedCheck(
      'warning',
      'chain-signature',
      'Signed by its issuer',
      `A certificate named ${missing} is here, but it did not sign ${top}.`,
      'Ask for the issuer’s certificate again: it was renewed, or belongs to another CA of the same name.',
    );
  }
  return failedCheck(
    'info',
    id,
    title,
    `The certificate of its issuer ${missing} is missing.`,
    'Add it if the key server does not have it already; the CA publishes it.',
  );
}

function judgeIssuers<C extends ReadCertificate>(
  { links }: Chain<C>,
  now: Date,
): Finding[] {
  const issuers = links.slice(1);
  const expired = issuers.find(
    ({ facts }) => Date.parse(facts.notAfter) <= now.getTime(),
  );
  const unfit = issuers.find(
    ({ facts, traits }) => !facts.isCa || traits.maySignCertificates === false,
  );
  const weak = issuers.find(
    ({ facts, traits }) =>
      !facts.selfSigned &&
      (traits.signatureHash === 'SHA-1' || traits.signatureHash === 'MD5'),
  );
  return [
    ...(expired === undefined
      ? []
      : [
          failedCheck(
            'warning',
            'chain-valid',
            'Issuers valid',
            `Its issuer ${expired.facts.subject} expired ${expired.facts.notAfter}.`,
            'Ask the CA which certificate replaces it.',
          ),
        ]),
    ...(unfit === undefined
      ? []
      : [
          failedCheck(
            'warning',
            'chain-authorities',
            'Issuers are authorities',
            `${unfit.facts.subject} signed a certificate but is no CA, so others will not accept the chain.`,
            'Have the certificate issued by a CA.',
          ),
        ]),
    ...(weak === undefined
      ? []
      : [
          failedCheck(
            'warning',
            'chain-signatures',
            'Issuers signed safely',
            `Its issuer ${weak.facts.subject} is signed with ${weak.traits.signatureAlgorithm}, which current TLS libraries refuse.`,
            'Ask the CA which certificate replaces it.',
          ),
        ]),
    ...tooLong(links),
  ];
}

function tooLong<C extends ReadCertificate>(links: readonly C[]): Finding[] {
  // Authorities between an issuer and the leaf count; the leaf does not.
  const over = links.find(
    ({ traits }, index) =>
      traits.pathLength !== null && index - 1 > traits.pathLength,
  );
  if (over === undefined) return [];
  return [
    failedCheck(
      'warning',
      'chain-path-length',
      'Chain no longer than allowed',
      `${over.facts.subject} allows fewer CAs below it than this chain has.`,
      'Have the certificate issued by a CA that may.',
    ),
  ];
}

/** Whether certificates stand exactly as their chain does, the client certificate first; others read only that order. */
export function judgeGivenOrder<C extends ReadCertificate>(
  given: readonly C[],
  { links }: Chain<C>,
): Finding {
  const id = 'chain-in-order';
  const title = 'In the order of the chain';
  const isChain =
    given.length === links.length &&
    links.every(
      ({ facts }, index) => facts.sha256 === given[index]?.facts.sha256,
    );
  return isChain
    ? passedCheck(
        id,
        title,
        'The client certificate is first and each issuer follows.',
        'warning',
      )
    : failedCheck(
        'warning',
        id,
        title,
        'The certificates are not exactly a chain from the client certificate upwards.',
        'Drop the files on the form again and use what it offers.',
      );
}
