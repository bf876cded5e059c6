import { decodeBase64 } from './base64.ts';
import type { CertificateFacts } from './certificate-facts.ts';
import {
  certificateTraits,
  type CertificateTraits,
} from './certificate-traits.ts';
import { X509Certificate } from './x509-provider.ts';

/** A certificate with all that is known of it. */
export interface ReadCertificate {
  facts: CertificateFacts;
  traits: CertificateTraits;
}

/** A chain from its leaf upwards. */
export interface Chain<C extends ReadCertificate> {
  /** The leaf first, then each issuer; as far as the certificates at hand reach. */
  links: C[];
  /** Whether the last one is its own issuer. */
  isComplete: boolean;
  /** The subject of the issuer that is missing; null when the chain is complete. */
  missing: string | null;
  /** Subjects of certificates with the issuer’s name whose signature is not on the certificate below. */
  impostors: string[];
}

const MAX_LINKS = 10;

/**
 * Draws the chain of `leaf` from the certificates in `pool`: by names and key ids first, by signature in the end.
 * Validity and trust are not judged.
 */
export async function drawChain<C extends ReadCertificate>(
  leaf: C,
  pool: readonly C[],
): Promise<Chain<C>> {
  const links = [leaf];
  const impostors: string[] = [];
  for (;;) {
    const top = links.at(-1) ?? leaf;
    if (top.facts.selfSigned) {
      return { links, isComplete: true, missing: null, impostors };
    }
    const issuer =
      links.length < MAX_LINKS
        ? await findIssuer(top, pool, links, impostors)
        : undefined;
    if (issuer === undefined) {
      const missing = top.facts.issuer;
      return { links, isComplete: false, missing, impostors };
    }
    links.push(issuer);
  }
}

async function findIssuer<C extends ReadCertificate>(
  below: C,
  pool: readonly C[],
  links: readonly C[],
  impostors: string[],
): Promise<C | undefined> {
  for (const candidate of pool) {
    const { facts, traits } = candidate;
    if (facts.subject !== below.facts.issuer) continue;
    if (links.some((link) => link.facts.sha256 === facts.sha256)) continue;
    const wanted = below.traits.authorityKeyId;
    const isOtherKey =
      wanted !== null &&
      traits.subjectKeyId !== null &&
      wanted !== traits.subjectKeyId;
    if (!isOtherKey && (await isSignedBy(below, candidate))) return candidate;
    impostors.push(facts.subject);
  }
  return undefined;
}

async function isSignedBy(
  below: ReadCertificate,
  issuer: ReadCertificate,
): Promise<boolean> {
  try {
    return await certificateOf(below).verify({
      publicKey: certificateOf(issuer).publicKey,
      signatureOnly: true,
    });
  } catch {
    // An algorithm that this platform cannot check; names and key ids are what is left.
    return true;
  }
}

/** Parsed once each: among many of one name every one is compared with every other. */
const PARSED = new WeakMap<ReadCertificate, X509Certificate>();

function certificateOf(read: ReadCertificate): X509Certificate {
  const known = PARSED.get(read);
  if (known !== undefined) return known;
  const parsed = new X509Certificate(read.facts.pem);
  PARSED.set(read, parsed);
  return parsed;
}

/** Facts of a certificate together with its traits. @throws PemError `not_a_certificate` */
export function withTraits(facts: CertificateFacts): ReadCertificate {
  const body = facts.pem.split('\n').slice(1, -2).join('');
  const der = decodeBase64(body) ?? new Uint8Array();
  return { facts, traits: certificateTraits(der) };
}
