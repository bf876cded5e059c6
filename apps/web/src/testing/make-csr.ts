// Loaded first: it brings the metadata polyfill that x509 needs.
import { readCsr, type CsrFacts } from '@keyward/pki';

import * as x509 from '@peculiar/x509';

const ALGORITHM = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' };

/** A signing request with a throw-away key, made for one test. */
export async function makeCsr(name: string): Promise<CsrFacts> {
  const keys = await crypto.subtle.generateKey(ALGORITHM, true, [
    'sign',
    'verify',
  ]);
  const request = await x509.Pkcs10CertificateRequestGenerator.create({
    name,
    keys,
    signingAlgorithm: ALGORITHM,
  });
  return readCsr(request.toString('pem'));
}
