import {
  makeCertificate,
  type TestCertificate,
} from '@keyward/upstream-http/test-certificates';

import type { Presented } from './credential-listener.ts';

/** A target that is not who the connection says, and the trust that somebody gave. */
export interface CertificateCase {
  what: string;
  presented: Presented;
  trust: { mode: 'pin'; sha256: string } | { mode: 'ca'; pem: string };
}

const NAMES = {
  dnsNames: ['vc.lab.test'],
  ipAddresses: ['127.0.0.1'],
};
const WEAK = { ciphers: 'DEFAULT@SECLEVEL=0' };
const PAST = { validFromDays: -9, validToDays: -1 };

const pin = ({ sha256 }: TestCertificate): CertificateCase['trust'] => ({
  mode: 'pin',
  sha256,
});
const authority = ({ pem }: TestCertificate): CertificateCase['trust'] => ({
  mode: 'ca',
  pem,
});

/** Made anew for every run. */
export async function makeCertificateCases(): Promise<CertificateCase[]> {
  const own = await makeCertificate(NAMES);
  const ca = await makeCertificate({ commonName: 'Lab CA', isCa: true });
  const twinCa = await makeCertificate({ commonName: 'Lab CA', isCa: true });
  const middle = await makeCertificate({
    commonName: 'Lab intermediate',
    isCa: true,
    issuer: ca,
  });
  const by = (options: Parameters<typeof makeCertificate>[0]) =>
    makeCertificate({ ...NAMES, issuer: ca, ...options });
  const issued = await by({});
  const shortKey = await makeCertificate({ ...NAMES, rsaBits: 1024 });
  const old = await makeCertificate({ ...NAMES, ...PAST });
  const early = await makeCertificate({ ...NAMES, validFromDays: 1 });
  const clientOnly = await makeCertificate({ ...NAMES, usage: 'client' });
  return [
    {
      what: 'another certificate of the same name',
      presented: { certificate: await makeCertificate(NAMES) },
      trust: pin(own),
    },
    {
      what: 'another certificate with the same key',
      presented: {
        certificate: await makeCertificate({ ...NAMES, keys: own.keys }),
      },
      trust: pin(own),
    },
    {
      what: 'another certificate that brings the pinned one as its chain',
      presented: { certificate: await makeCertificate(NAMES), chain: [own] },
      trust: pin(own),
    },
    {
      what: 'another leaf of the pinned leaf’s authority',
      presented: { certificate: await by({}), chain: [ca] },
      trust: pin(issued),
    },
    {
      what: 'a leaf whose authority was pinned instead of it',
      presented: { certificate: issued, chain: [ca] },
      trust: pin(ca),
    },
    {
      what: 'an expired certificate that is pinned',
      presented: { certificate: old },
      trust: pin(old),
    },
    {
      what: 'a certificate that is pinned and not valid yet',
      presented: { certificate: early },
      trust: pin(early),
    },
    {
      what: 'a certificate for clients only that is pinned',
      presented: { certificate: clientOnly },
      trust: pin(clientOnly),
    },
    {
      what: 'a key of RSA 1024 that is pinned',
      presented: { certificate: shortKey, tls: WEAK },
      trust: pin(shortKey),
    },
    {
      what: 'TLS 1.1 and nothing later',
      presented: {
        certificate: own,
        tls: { ...WEAK, minVersion: 'TLSv1', maxVersion: 'TLSv1.1' },
      },
      trust: pin(own),
    },
    { what: 'cleartext HTTP', presented: {}, trust: pin(own) },
    {
      what: 'cleartext HTTP where an authority is trusted',
      presented: {},
      trust: authority(ca),
    },
    {
      what: 'a self-signed certificate where an authority is trusted',
      presented: { certificate: own },
      trust: authority(ca),
    },
    {
      what: 'a leaf of another authority of the same name',
      presented: {
        certificate: await by({ issuer: twinCa }),
        chain: [twinCa],
      },
      trust: authority(ca),
    },
    {
      what: 'a leaf of the authority for another name',
      presented: {
        certificate: await by({
          ipAddresses: ['192.0.2.1'],
          dnsNames: ['other.lab.test'],
        }),
      },
      trust: authority(ca),
    },
    {
      what: 'an expired leaf of the authority',
      presented: { certificate: await by(PAST) },
      trust: authority(ca),
    },
    {
      what: 'a leaf of the authority that is not valid yet',
      presented: { certificate: await by({ validFromDays: 1 }) },
      trust: authority(ca),
    },
    {
      what: 'a leaf of the authority for clients only',
      presented: { certificate: await by({ usage: 'client' }) },
      trust: authority(ca),
    },
    {
      what: 'a chain that lacks its intermediate',
      presented: { certificate: await by({ issuer: middle }) },
      trust: authority(ca),
    },
    {
      what: 'a leaf of the authority signed over SHA-1',
      presented: { certificate: await by({ hash: 'SHA-1' }), tls: WEAK },
      trust: authority(ca),
    },
  ];
}
