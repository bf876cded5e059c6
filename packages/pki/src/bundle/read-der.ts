import { readCsr } from '../certificate-request.ts';
import { derLength } from '../der-length.ts';
import { encodePem } from '../encode-pem.ts';
import { type DerKind, derKind } from './der-kind.ts';
import { type Gathered, onlyProblem, type Source } from './bundle-item.ts';
import { readCertificateBlock } from './read-certificate-block.ts';
import { readKeyBlock } from './read-key-block.ts';
import { readPkcs7 } from './read-pkcs7.ts';

/** What the label of a PEM block said, if it was one. */
export interface Labelled {
  label?: string | undefined;
}

/** Reads one binary value, whatever it is. Its kind is told by its content; a label that says otherwise is remarked. */
export async function readDer(
  der: Uint8Array<ArrayBuffer>,
  from: Source & Labelled,
): Promise<Gathered> {
  const { source, label } = from;
  const length = derLength(der);
  if (length !== null && length > der.length) {
    return onlyProblem('der-truncated', source);
  }
  const kind = derKind(der);
  if (kind === 'unknown') return onlyProblem('not-recognised', source);
  const whole = length === null ? der : der.slice(0, length);
  const read = await readKind(kind, whole, from);
  return {
    items: read.items,
    problems: [
      ...read.problems,
      ...(whole.length < der.length
        ? [{ id: 'trailing-bytes' as const, source }]
        : []),
      ...(label !== undefined && !fits(label, kind)
        ? [
            {
              id: 'wrong-label' as const,
              source,
              detail: `${label} but holds ${NAMES[kind]}`,
            },
          ]
        : []),
    ],
  };
}

async function readKind(
  kind: Exclude<DerKind, 'unknown'>,
  der: Uint8Array<ArrayBuffer>,
  from: Source,
): Promise<Gathered> {
  const { source } = from;
  switch (kind) {
    case 'certificate':
      return readCertificateBlock(der, source);
    case 'csr':
      return readCsrBlock(der, source);
    case 'pkcs7':
      return readPkcs7(der, source);
    case 'pkcs12': {
      // Only who drops such a file loads what opens it.
      const { readPkcs12File } = await import('./pkcs12/read-pkcs12-file.ts');
      return readPkcs12File(der, from);
    }
    case 'pkcs8':
    case 'pkcs1':
    case 'sec1':
      return readKeyBlock(kind, der, source);
    case 'encrypted-pkcs8': {
      const { readLockedKey } = await import('./pkcs12/read-locked-key.ts');
      return readLockedKey(der, from);
    }
    case 'dsa':
      return onlyProblem('key-dsa', source);
    case 'public-key':
      return useless('public-key', source);
    case 'revocation-list':
      return useless('revocation-list', source);
  }
}

async function readCsrBlock(
  der: Uint8Array<ArrayBuffer>,
  source: string,
): Promise<Gathered> {
  try {
    const facts = await readCsr(encodePem('CERTIFICATE REQUEST', der));
    return {
      items: [{ kind: 'csr', role: 'csr', source, facts }],
      problems: [],
    };
  } catch {
    return onlyProblem('csr-unreadable', source);
  }
}

function useless(
  id: 'public-key' | 'revocation-list',
  source: string,
): Gathered {
  return {
    items: [{ kind: 'unknown', role: 'unknown', source, what: NAMES[id] }],
    problems: [{ id, source }],
  };
}

const NAMES: Readonly<Record<DerKind, string>> = {
  certificate: 'a certificate',
  csr: 'a signing request',
  'revocation-list': 'a revocation list',
  pkcs7: 'a PKCS#7 bundle',
  pkcs12: 'a PKCS#12 file',
  pkcs8: 'a private key (PKCS#8)',
  'encrypted-pkcs8': 'an encrypted private key (PKCS#8)',
  pkcs1: 'an RSA private key (PKCS#1)',
  sec1: 'an EC private key (SEC1)',
  dsa: 'a DSA private key',
  'public-key': 'a public key',
  unknown: 'something else',
};

const LABELS: Readonly<Record<DerKind, readonly string[]>> = {
  certificate: ['CERTIFICATE', 'X509 CERTIFICATE', 'TRUSTED CERTIFICATE'],
  csr: ['CERTIFICATE REQUEST', 'NEW CERTIFICATE REQUEST'],
  'revocation-list': ['X509 CRL', 'CRL'],
  // Some CAs label a PKCS#7 bundle as one certificate, which RFC 7468 mentions too.
  pkcs7: ['PKCS7', 'CMS', 'PKCS #7 SIGNED DATA'],
  pkcs12: ['PKCS12'],
  pkcs8: ['PRIVATE KEY'],
  'encrypted-pkcs8': ['ENCRYPTED PRIVATE KEY'],
  pkcs1: ['RSA PRIVATE KEY'],
  sec1: ['EC PRIVATE KEY'],
  dsa: ['DSA PRIVATE KEY'],
  'public-key': ['PUBLIC KEY'],
  unknown: [],
};

function fits(label: string, kind: DerKind): boolean {
  return LABELS[kind].includes(label);
}
