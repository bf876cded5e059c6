import type { CertificateFacts, CsrFacts } from '@keyward/pki';

export interface DecodedCertificate {
  leaf: CertificateFacts;
  chain: CertificateFacts[];
}

export interface DecodedKey {
  publicKeySha256: string;
  keyType: string;
}

/** Reads certificates in this page; the parser is loaded when the first one is pasted. */
export async function decodeCertificate(
  pem: string,
): Promise<DecodedCertificate> {
  const { readCertificate } = await import('@keyward/pki');
  return readCertificate(pem);
}

/** Reads a signing request. */
export async function decodeCsr(pem: string): Promise<CsrFacts> {
  const { readCsr } = await import('@keyward/pki');
  return readCsr(pem);
}

/** Reads which public key a private key belongs to. Nothing of the private half is kept. */
export async function decodePrivateKey(pem: string): Promise<DecodedKey> {
  const { readPrivateKey } = await import('@keyward/pki');
  return readPrivateKey(pem);
}
