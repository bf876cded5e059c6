import { makeCertificate, type TestCertificate } from './certificates.ts';

/** Everything that takes part in a handshake, right and wrong, made once for a test run. */
export interface Authorities {
  ca: TestCertificate;
  otherCa: TestCertificate;
  server: TestCertificate;
  expiredServer: TestCertificate;
  otherName: TestCertificate;
  client: TestCertificate;
  foreignClient: TestCertificate;
  expiredClient: TestCertificate;
  clientWithoutUsage: TestCertificate;
  clientOfOtherUsage: TestCertificate;
}

/** The server's certificates are for 127.0.0.1 and `kms.test`. */
export async function makeAuthorities(): Promise<Authorities> {
  const [ca, otherCa] = await Promise.all([
    makeCertificate({ commonName: 'Key server CA', isCa: true }),
    makeCertificate({ commonName: 'Another CA', isCa: true }),
  ]);
  const server = {
    commonName: 'kms.test',
    names: ['kms.test'],
    addresses: ['127.0.0.1'],
    issuer: ca,
  };
  const client = {
    commonName: 'svc-keyward',
    usage: ['clientAuth' as const],
    issuer: ca,
  };
  const made = await Promise.all([
    makeCertificate(server),
    makeCertificate({ ...server, days: -1 }),
    makeCertificate({
      commonName: 'other.test',
      names: ['other.test'],
      issuer: ca,
    }),
    makeCertificate(client),
    makeCertificate({ ...client, issuer: otherCa }),
    makeCertificate({ ...client, days: -1 }),
    makeCertificate({ commonName: 'svc-keyward', issuer: ca }),
    makeCertificate({ ...client, usage: ['serverAuth'] }),
  ]);
  return {
    ca,
    otherCa,
    server: made[0],
    expiredServer: made[1],
    otherName: made[2],
    client: made[3],
    foreignClient: made[4],
    expiredClient: made[5],
    clientWithoutUsage: made[6],
    clientOfOtherUsage: made[7],
  };
}
