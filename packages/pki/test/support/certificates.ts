import 'reflect-metadata';

import * as x509 from '@peculiar/x509';

const ALGORITHM = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' };
const DAY_MS = 86_400_000;

export interface Issued {
  pem: string;
  certificate: x509.X509Certificate;
  keys: Awaited<ReturnType<typeof generateKeys>>;
}

export async function generateKeys(algorithm: object = ALGORITHM) {
  return crypto.subtle.generateKey({ ...ALGORITHM, ...algorithm }, true, [
    'sign',
    'verify',
  ]);
}

/** A throw-away certificate, self-signed unless an issuer is given. */
export async function issue(
  name: string,
  options: {
    issuer?: Issued;
    extensions?: x509.Extension[];
    notAfter?: Date;
    algorithm?: object;
  } = {},
): Promise<Issued> {
  const keys = await generateKeys(options.algorithm);
  const common = {
    serialNumber: '0A1B2C',
    notBefore: new Date(Date.now() - 2 * DAY_MS),
    notAfter: options.notAfter ?? new Date(Date.now() + DAY_MS),
    signingAlgorithm: { ...ALGORITHM, ...options.algorithm },
    extensions: options.extensions ?? [],
  };
  const { issuer } = options;
  const certificate =
    issuer === undefined
      ? await x509.X509CertificateGenerator.createSelfSigned({
          ...common,
          name,
          keys,
        })
      : await x509.X509CertificateGenerator.create({
          ...common,
          subject: name,
          issuer: issuer.certificate.subject,
          publicKey: keys.publicKey,
          signingKey: issuer.keys.privateKey,
        });
  return { pem: certificate.toString('pem'), certificate, keys };
}

export { x509 };
