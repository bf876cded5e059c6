import type { KeyObject } from 'node:crypto';
import {
  createPublicKey,
  generateKeyPairSync,
  type webcrypto,
} from 'node:crypto';

import type { BundleFile } from '../../src/bundle/index.ts';
import { x509 } from '../support/certificates.ts';

const DAY_MS = 86_400_000;
export const NOW = new Date('2026-11-21T12:00:00.000Z');

/** A throw-away certificate with its key. */
export interface Made {
  pem: string;
  der: Buffer;
  certificate: x509.X509Certificate;
  key: KeyObject;
  /** PKCS#8. */
  keyPem: string;
}

export interface Wanted {
  name: string;
  issuer?: Made;
  /** Signed with this key instead of the issuer’s. */
  signedBy?: Made;
  isCa?: boolean;
  pathLength?: number;
  days?: [from: number, to: number];
  usages?: string[] | null;
  keyUsages?: number | null;
  keys?:
    | { type: 'rsa'; bits: number }
    | { type: 'ec'; curve: string }
    | { type: 'ed25519' };
  hash?: string;
  withKeyIds?: boolean;
  serialNumber?: string;
  /** The key of another certificate. */
  keyOf?: Made;
}

type Kind = NonNullable<Wanted['keys']>;

function keyPair(kind: Kind): KeyObject {
  if (kind.type === 'rsa') {
    return generateKeyPairSync('rsa', { modulusLength: kind.bits }).privateKey;
  }
  return kind.type === 'ec'
    ? generateKeyPairSync('ec', { namedCurve: kind.curve }).privateKey
    : generateKeyPairSync('ed25519').privateKey;
}

function algorithmOf(key: KeyObject, hash: string) {
  const curve = key.asymmetricKeyDetails?.namedCurve;
  if (key.asymmetricKeyType === 'rsa') {
    return { name: 'RSASSA-PKCS1-v1_5', hash };
  }
  return curve === undefined
    ? { name: 'Ed25519' }
    : { name: 'ECDSA', namedCurve: CURVES[curve] ?? curve, hash };
}

const CURVES: Readonly<Record<string, string>> = {
  prime256v1: 'P-256',
  secp384r1: 'P-384',
};

async function imported(
  key: KeyObject,
  hash: string,
): Promise<webcrypto.CryptoKey> {
  return crypto.subtle.importKey(
    'pkcs8',
    Uint8Array.from(key.export({ type: 'pkcs8', format: 'der' })),
    algorithmOf(key, hash),
    false,
    ['sign'],
  );
}

async function publicOf(key: KeyObject): Promise<webcrypto.CryptoKey> {
  return crypto.subtle.importKey(
    'spki',
    Uint8Array.from(
      createPublicKey(key).export({ type: 'spki', format: 'der' }),
    ),
    algorithmOf(key, 'SHA-256'),
    true,
    ['verify'],
  );
}

/** Makes a certificate; what is not said is what a good client certificate has. */
export async function make(wanted: Wanted): Promise<Made> {
  const { issuer, isCa = false, hash = 'SHA-256', days = [-2, 365] } = wanted;
  const key =
    wanted.keyOf?.key ?? keyPair(wanted.keys ?? { type: 'ec', curve: 'P-256' });
  const signer = (wanted.signedBy ?? issuer)?.key ?? key;
  const publicKey = await publicOf(key);
  const certificate = await x509.X509CertificateGenerator.create({
    serialNumber: wanted.serialNumber ?? '0a1b2c',
    subject: wanted.name,
    issuer: issuer?.certificate.subject ?? wanted.name,
    notBefore: new Date(NOW.getTime() + days[0] * DAY_MS),
    notAfter: new Date(NOW.getTime() + days[1] * DAY_MS),
    publicKey,
    signingKey: await imported(signer, hash),
    signingAlgorithm: algorithmOf(signer, hash),
    extensions: await extensionsOf(wanted, isCa, publicKey, issuer),
  });
  const der = Buffer.from(certificate.rawData);
  return {
    pem: certificate.toString('pem') + '\n',
    der,
    certificate,
    key,
    keyPem: key.export({ type: 'pkcs8', format: 'pem' }).toString(),
  };
}

async function extensionsOf(
  { usages, keyUsages, pathLength, withKeyIds = true }: Wanted,
  isCa: boolean,
  publicKey: webcrypto.CryptoKey,
  issuer: Made | undefined,
): Promise<x509.Extension[]> {
  const { KeyUsageFlags } = x509;
  const flags =
    keyUsages === undefined
      ? isCa
        ? KeyUsageFlags.keyCertSign
        : KeyUsageFlags.digitalSignature
      : keyUsages;
  const purposes = usages === undefined ? [CLIENT_AUTH] : usages;
  return [
    new x509.BasicConstraintsExtension(isCa, pathLength, true),
    ...(flags === null ? [] : [new x509.KeyUsagesExtension(flags, true)]),
    ...(isCa || purposes === null
      ? []
      : [new x509.ExtendedKeyUsageExtension(purposes)]),
    ...(withKeyIds
      ? [
          await x509.SubjectKeyIdentifierExtension.create(publicKey),
          ...(issuer === undefined
            ? []
            : [
                await x509.AuthorityKeyIdentifierExtension.create(
                  issuer.certificate.publicKey,
                ),
              ]),
        ]
      : []),
  ];
}

const CLIENT_AUTH = '1.3.6.1.5.5.7.3.2';
export const SERVER_AUTH = '1.3.6.1.5.5.7.3.1';

export function file(name: string, content: string | Uint8Array): BundleFile {
  return { name, bytes: Uint8Array.from(Buffer.from(content)) };
}

export function block(label: string, bytes: Uint8Array): string {
  const lines = Buffer.from(bytes)
    .toString('base64')
    .replace(/(.{64})/g, '$1\n');
  return `-----BEGIN ${label}-----\n${lines}\n-----END ${label}-----\n`;
}

/** What most bundles of the tests are made of. */
export interface Workshop {
  root: Made;
  intermediate: Made;
  leaf: Made;
  /** A client certificate of the same CA with another key. */
  other: Made;
  rsa: Made;
  request: string;
}

export async function openWorkshop(): Promise<Workshop> {
  const root = await make({ name: 'CN=Lab Root', isCa: true });
  const intermediate = await make({
    name: 'CN=Lab Issuing',
    issuer: root,
    isCa: true,
  });
  const [leaf, other, rsa] = await Promise.all([
    make({ name: 'CN=kmip-client', issuer: intermediate }),
    make({ name: 'CN=kmip-other', issuer: intermediate }),
    make({ name: 'CN=kmip-rsa', keys: { type: 'rsa', bits: 2048 } }),
  ]);
  const request = await x509.Pkcs10CertificateRequestGenerator.create({
    name: 'CN=kmip-client',
    keys: {
      privateKey: await imported(leaf.key, 'SHA-256'),
      publicKey: await publicOf(leaf.key),
    },
    signingAlgorithm: { name: 'ECDSA', hash: 'SHA-256' },
  });
  return {
    root,
    intermediate,
    leaf,
    other,
    rsa,
    request: request.toString('pem') + '\n',
  };
}
