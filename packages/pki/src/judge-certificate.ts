import type { CertificateFacts } from './certificate-facts.ts';
import type { CertificateTraits } from './certificate-traits.ts';
import { failedCheck, type Finding, passedCheck } from './finding.ts';
import { judgeValidity, type ValidityLimits } from './judge-validity.ts';

/** Smaller RSA keys are refused by TLS libraries with their usual settings. */
const MIN_RSA_BITS = 2048;
const USUAL_CURVES: readonly string[] = ['EC P-256', 'EC P-384', 'EC P-521'];
const BROKEN_HASHES: readonly string[] = ['MD2', 'MD5'];

/**
 * What a client certificate must and should be. The page and the console both ask this, so that they say the same.
 * Key servers refuse much of it too, but only while connecting, and often only their own log says why.
 */
export function judgeClientCertificate(
  facts: CertificateFacts,
  traits: CertificateTraits,
  now: Date,
  limits?: Partial<ValidityLimits>,
): Finding[] {
  return [
    ...judgeValidity(facts, now, limits),
    judgeRole(facts),
    judgeClientAuth(facts),
    judgeKeyUsage(traits),
    judgeKey(facts),
    judgeSignature(facts, traits),
  ];
}

function judgeRole({ isCa, subject }: CertificateFacts): Finding {
  const id = 'certificate-is-no-ca';
  const title = 'No CA certificate';
  return isCa
    ? failedCheck(
        'blocker',
        id,
        title,
        `${subject} is a CA certificate; a client certificate is needed here.`,
        'Use the certificate that this CA issued for the client.',
      )
    : passedCheck(id, title, 'It is an end-entity certificate.', 'blocker');
}

function judgeClientAuth({
  hasClientAuth,
  extendedKeyUsage,
}: CertificateFacts): Finding {
  const id = 'certificate-client-auth';
  const title = 'May authenticate clients';
  if (hasClientAuth === true) {
    return passedCheck(
      id,
      title,
      'Its extended key usage has clientAuth.',
      'warning',
    );
  }
  const nextStep =
    'Ask the CA for a certificate with extendedKeyUsage = clientAuth.';
  return hasClientAuth === null
    ? failedCheck(
        'warning',
        id,
        title,
        'It has no extended key usage; some key servers accept only certificates with clientAuth.',
        nextStep,
      )
    : failedCheck(
        'warning',
        id,
        title,
        `Its extended key usage has no clientAuth, only ${extendedKeyUsage.join(', ')}: key servers usually refuse it, and only their own log says so.`,
        nextStep,
      );
}

function judgeKeyUsage({ mayRevealIdentity }: CertificateTraits): Finding {
  const id = 'certificate-key-usage';
  const title = 'Its key may sign';
  return mayRevealIdentity === false
    ? failedCheck(
        'warning',
        id,
        title,
        'Its key usage has no digitalSignature, which TLS needs to prove who the client is.',
        'Ask the CA for a certificate with keyUsage = digitalSignature.',
      )
    : passedCheck(
        id,
        title,
        mayRevealIdentity === null
          ? 'It does not restrict what its key is used for.'
          : 'Its key usage has digitalSignature.',
        'warning',
      );
}

function judgeKey({ keyType }: CertificateFacts): Finding {
  const id = 'certificate-key';
  const title = 'Key kind and size';
  const bits = keyType.startsWith('RSA ') ? Number(keyType.slice(4)) : null;
  if (bits !== null) {
    return bits < MIN_RSA_BITS
      ? failedCheck(
          'blocker',
          id,
          title,
          `Its key is RSA with ${String(bits)} bits, which is too short to be safe.`,
          'Make a new key with RSA 3072 or EC P-256, and a new certificate for it.',
        )
      : passedCheck(id, title, `Its key is ${keyType}.`, 'blocker');
  }
  if (USUAL_CURVES.includes(keyType)) {
    return passedCheck(id, title, `Its key is ${keyType}.`, 'blocker');
  }
  return failedCheck(
    'warning',
    id,
    title,
    `Its key is ${keyType}, which few key servers and no older vCenter accept.`,
    'Prefer RSA 2048 or more, or EC P-256 or P-384.',
  );
}

function judgeSignature(
  { selfSigned }: CertificateFacts,
  { signatureAlgorithm, signatureHash }: CertificateTraits,
): Finding {
  const id = 'certificate-signature';
  const title = 'Signature algorithm';
  const nextStep = 'Ask the CA for a certificate signed with SHA-256.';
  if (signatureHash !== null && BROKEN_HASHES.includes(signatureHash)) {
    return failedCheck(
      'blocker',
      id,
      title,
      `It is signed with ${signatureAlgorithm}; such signatures can be forged.`,
      nextStep,
    );
  }
  // Nobody checks what a certificate says of itself.
  if (signatureHash === 'SHA-1' && !selfSigned) {
    return failedCheck(
      'warning',
      id,
      title,
      `It is signed with ${signatureAlgorithm}, which current TLS libraries refuse.`,
      nextStep,
    );
  }
  return passedCheck(
    id,
    title,
    `It is signed with ${signatureAlgorithm}.`,
    'blocker',
  );
}
