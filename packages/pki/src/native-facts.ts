import type { X509Certificate } from 'node:crypto';

import { derLength } from './der-length.ts';

/** What Node's own reader says of a certificate, in our words. */
export interface NativeFacts {
  subject: string;
  issuer: string;
  serialNumber: string;
  notBefore: string;
  notAfter: string;
  sha256: string;
  publicKeySha256: string;
  keyType: string;
  subjectAltNames: string[];
  isCa: boolean;
  /** Object identifiers; null when the certificate does not restrict its use. */
  usages: string[] | null;
  selfSigned: boolean;
  /** One block, re-encoded. */
  pem: string;
}

/** Node has OpenSSL at hand, which is many times faster than any reader in JavaScript; a browser has not. */
const crypto =
  'process' in globalThis &&
  typeof globalThis.process.getBuiltinModule === 'function'
    ? globalThis.process.getBuiltinModule('node:crypto')
    : undefined;

/** How OpenSSL and we call the parts of a name that are everywhere; any other is left to the other reader. */
const NAME_PARTS: Readonly<Record<string, string>> = {
  C: 'C',
  CN: 'CN',
  DC: 'DC',
  L: 'L',
  O: 'O',
  OU: 'OU',
  ST: 'ST',
  emailAddress: 'E',
};
/** Letters that no way of writing names escapes. */
const PLAIN_PART =
  /^([A-Za-z]+)=([A-Za-z0-9*_@.:()/'-](?:[ A-Za-z0-9*_@.:()/'-]*[A-Za-z0-9*_@.:()/'-])?)$/;
const PLAIN_ALT_NAME = /^(?:DNS:([A-Za-z0-9*_.-]+)|IP Address:([0-9.]+))$/;

const CURVES: Readonly<Record<string, string>> = {
  prime256v1: 'EC P-256',
  secp384r1: 'EC P-384',
  secp521r1: 'EC P-521',
};

/** DER of the object identifiers of extensions, one letter a byte. */
const ALT_NAME = '\x06\x03\x55\x1d\x11';
const BASIC_CONSTRAINTS = '\x06\x03\x55\x1d\x13';
const EXTENDED_KEY_USAGE = '\x06\x03\x55\x1d\x25';
/** "Not a CA" with and without the mark of a critical extension: an empty sequence. */
const NO_CA = ['04023000', '0101ff04023000'];

/**
 * The facts of an ordinary certificate by Node's own reader; null where there is none (a browser), and for every
 * certificate whose words would not be the same letter by letter, which is then left to the other reader. So both say
 * the same of all certificates, and one of them says it at once.
 */
export function nativeFacts(der: Uint8Array<ArrayBuffer>): NativeFacts | null {
  if (crypto === undefined) return null;
  const bytes = Buffer.from(der.buffer, der.byteOffset, der.byteLength);
  try {
    const certificate = new crypto.X509Certificate(bytes);
    return certificate.raw.equals(bytes) ? factsOf(certificate, bytes) : null;
  } catch {
    return null;
  }
}

function factsOf(
  certificate: X509Certificate,
  bytes: Buffer,
): NativeFacts | null {
  const subject = plainName(certificate.subject);
  const issuer =
    certificate.issuer === certificate.subject
      ? subject
      : plainName(certificate.issuer);
  const key = certificate.publicKey;
  const keyType = keyTypeOf(key);
  const spki = spkiOf(bytes);
  const subjectAltNames = altNamesOf(certificate, bytes);
  const usages = usagesOf(certificate, bytes);
  const isCa = isCaOf(certificate, bytes);
  const serialNumber = serialOf(certificate.serialNumber);
  if (
    subject === null ||
    issuer === null ||
    keyType === null ||
    serialNumber === null ||
    subjectAltNames === null ||
    usages === undefined ||
    isCa === null ||
    spki === null
  ) {
    return null;
  }
  return {
    subject,
    issuer,
    serialNumber,
    notBefore: certificate.validFromDate.toISOString(),
    notAfter: certificate.validToDate.toISOString(),
    sha256: digest(bytes),
    publicKeySha256: digest(spki),
    keyType,
    subjectAltNames,
    isCa,
    usages,
    selfSigned: subject === issuer && certificate.verify(key),
    pem: certificate.toString(),
  };
}

const VERSION = 0xa0;
/** Serial number, signature algorithm, issuer, validity and subject. */
const BEFORE_KEY = 5;

/**
 * The SubjectPublicKeyInfo as it stands in a certificate. Only for bytes that OpenSSL has read as one and would write the
 * same way: then counting members is enough.
 */
function spkiOf(bytes: Buffer): Buffer | null {
  let at = contentOf(bytes, contentOf(bytes, 0));
  if (bytes[at] === VERSION) at = endOf(bytes, at);
  for (let member = 0; member < BEFORE_KEY; member += 1) at = endOf(bytes, at);
  const spki = bytes.subarray(at, endOf(bytes, at));
  return spki.length === 0 ? null : spki;
}

/** Where the content of the value at `at` begins. */
function contentOf(bytes: Buffer, at: number): number {
  const length = bytes[at + 1] ?? 0;
  return at + 2 + (length < 0x80 ? 0 : length & 0x7f);
}

/** Where the value after the one at `at` begins. */
function endOf(bytes: Buffer, at: number): number {
  return at + (derLength(bytes.subarray(at)) ?? bytes.length);
}

function digest(bytes: Buffer): string {
  return crypto?.hash('sha256', bytes, 'hex') ?? '';
}

function plainName(lines: string): string | null {
  const parts: string[] = [];
  for (const line of lines.split('\n')) {
    const [, type = '', value = ''] = PLAIN_PART.exec(line) ?? [];
    const name = NAME_PARTS[type];
    if (name === undefined) return null;
    parts.push(`${name}=${value}`);
  }
  return parts.join(', ');
}

/** Positive, in whole bytes. */
function serialOf(hex: string): string | null {
  if (!/^[0-9A-F]+$/.test(hex)) return null;
  return (hex.length % 2 === 0 ? hex : `0${hex}`).toLowerCase();
}

function keyTypeOf({
  asymmetricKeyType: type,
  asymmetricKeyDetails: details,
}: X509Certificate['publicKey']): string | null {
  if (type === 'rsa' && details?.modulusLength !== undefined) {
    return `RSA ${String(details.modulusLength)}`;
  }
  if (type === 'ec') return CURVES[details?.namedCurve ?? ''] ?? null;
  return type === 'ed25519' ? 'Ed25519' : null;
}

function altNamesOf(
  { subjectAltName }: X509Certificate,
  bytes: Buffer,
): string[] | null {
  if (subjectAltName === undefined) {
    return bytes.includes(ALT_NAME, 0, 'latin1') ? null : [];
  }
  const names: string[] = [];
  for (const each of subjectAltName.split(', ')) {
    const [, dns, address] = PLAIN_ALT_NAME.exec(each) ?? [];
    const name = dns ?? address;
    if (name === undefined) return null;
    names.push(name);
  }
  return names;
}

/** @returns undefined when there is an extension that OpenSSL made nothing of */
function usagesOf(
  { keyUsage }: X509Certificate,
  bytes: Buffer,
): string[] | null | undefined {
  // Node's types say that it is always there.
  const usages: string[] | undefined = keyUsage;
  if (usages !== undefined) return usages;
  return bytes.includes(EXTENDED_KEY_USAGE, 0, 'latin1') ? undefined : null;
}

/** OpenSSL's word also asks for the right key usage; ours is what the basic constraints say. */
function isCaOf(certificate: X509Certificate, bytes: Buffer): boolean | null {
  for (
    let at = bytes.indexOf(BASIC_CONSTRAINTS, 0, 'latin1');
    at !== -1;
    at = bytes.indexOf(BASIC_CONSTRAINTS, at + 1, 'latin1')
  ) {
    const start = at + BASIC_CONSTRAINTS.length;
    const rest = bytes.toString('hex', start, start + 8);
    if (!NO_CA.some((each) => rest.startsWith(each))) {
      return certificate.ca ? true : null;
    }
  }
  return false;
}
