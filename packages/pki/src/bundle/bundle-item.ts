import type { CsrFacts } from '../certificate-request.ts';
import type { ReadCertificate } from '../chain.ts';
import type { PrivateKeyFacts } from '../private-key.ts';

/** A file as it was dropped, or a pasted text under a name of its own. */
export interface BundleFile {
  name: string;
  bytes: Uint8Array<ArrayBuffer>;
}

export interface CertificateItem extends ReadCertificate {
  kind: 'certificate';
  role: 'leaf' | 'intermediate' | 'root';
  /** The file that it came from. */
  source: string;
}

export interface KeyItem {
  kind: 'key';
  role: 'key';
  source: string;
  /** `PKCS#8`, `PKCS#1 (RSA)`, `SEC1 (EC)`. */
  format: string;
  facts: PrivateKeyFacts;
  /** The key itself, one block. It is here to be handed on, never to be shown. */
  pem: string;
}

export interface CsrItem {
  kind: 'csr';
  role: 'csr';
  source: string;
  facts: CsrFacts;
}

/** What was recognised but is of no use here, such as a locked key or a public key. */
interface UnknownItem {
  kind: 'unknown';
  role: 'unknown';
  source: string;
  what: string;
}

export type BundleItem = CertificateItem | KeyItem | CsrItem | UnknownItem;

/** What one file gave: things and remarks. */
export interface Gathered {
  items: BundleItem[];
  problems: Problem[];
}

/** Where bytes come from, and what may open them. */
export interface Source {
  source: string;
  password: string | undefined;
}

/** A file of which nothing can be used. */
export function onlyProblem(id: ProblemId, source: string): Gathered {
  return { items: [], problems: [{ id, source }] };
}

/** A remark about a file, by the id of its sentence. */
export interface Problem {
  id: ProblemId;
  source: string;
  /** What the sentence names beside the file: a label, a format. */
  detail?: string;
}

export type ProblemId =
  | 'too-many-files'
  | 'file-empty'
  | 'file-too-large'
  | 'too-many-blocks'
  | 'web-page'
  | 'archive'
  | 'java-keystore'
  | 'utf-16'
  | 'no-headers'
  | 'not-recognised'
  | 'pem-truncated'
  | 'pem-no-begin'
  | 'pem-dashes'
  | 'pem-damaged'
  | 'der-truncated'
  | 'trailing-bytes'
  | 'wrong-label'
  | 'text-around'
  | 'certificate-unreadable'
  | 'csr-unreadable'
  | 'pkcs7-unreadable'
  | 'pkcs7-empty'
  | 'pkcs12-locked'
  | 'pkcs12-password'
  | 'pkcs12-damaged'
  | 'pkcs12-unsupported'
  | 'pkcs12-empty'
  | 'key-locked'
  | 'key-password'
  | 'key-locked-legacy'
  | 'key-openssh'
  | 'key-putty'
  | 'key-pgp'
  | 'key-jwk'
  | 'key-dsa'
  | 'key-unsupported'
  | 'public-key'
  | 'ssh-public-key'
  | 'revocation-list';
