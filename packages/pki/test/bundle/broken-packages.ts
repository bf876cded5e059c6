import {
  CertificateChoices,
  CertificateSet,
  ContentInfo,
  EncapsulatedContentInfo,
  id_data,
  id_signedData,
  SignedData,
} from '@peculiar/asn1-cms';
import { AsnConvert } from '@peculiar/asn1-schema';
import { Certificate } from '@peculiar/asn1-x509';

import type { BrokenBundle } from './broken-bundle.ts';
import { makePkcs12, PASSWORD } from './pkcs12-files.ts';
import { block, file, type Made } from './workshop.ts';

/** A PKCS#7 bundle as CAs hand it out. */
export function makePkcs7(certificates: readonly Made[]): Buffer {
  const content = AsnConvert.serialize(
    new SignedData({
      version: 1,
      encapContentInfo: new EncapsulatedContentInfo({ eContentType: id_data }),
      certificates: new CertificateSet(
        certificates.map(
          ({ der }) =>
            new CertificateChoices({
              certificate: AsnConvert.parse(der, Certificate),
            }),
        ),
      ),
    }),
  );
  return Buffer.from(
    AsnConvert.serialize(
      new ContentInfo({ contentType: id_signedData, content }),
    ),
  );
}

/** What goes wrong with files that hold several things. */
export const brokenPackages: BrokenBundle[] = [
  {
    what: 'a PKCS#12 file and no password',
    files: ({ leaf }) => [file('client.p12', makePkcs12([leaf], [leaf]))],
    says: 'client.p12 is a PKCS#12 file and needs its password.',
  },
  {
    what: 'a PKCS#12 file and a wrong password',
    files: ({ leaf }) => [file('client.pfx', makePkcs12([leaf], [leaf]))],
    password: PASSWORD.toUpperCase(),
    says: 'The password does not open client.pfx.',
  },
  {
    what: 'a PKCS#12 file that was changed',
    files: ({ leaf }) => {
      const bytes = makePkcs12([leaf], [leaf]);
      bytes.fill(0, 60, 90);
      return [file('client.p12', bytes)];
    },
    password: PASSWORD,
    says: 'The password does not open client.p12.',
  },
  {
    what: 'a PKCS#12 file whose outside is broken',
    files: () => [
      file('client.p12', Buffer.from('300a02010330050403616263', 'hex')),
    ],
    says: 'client.p12 begins like a PKCS#12 file but is damaged.',
  },
  {
    what: 'a PKCS#12 file that was cut',
    files: ({ leaf }) => [
      file('client.p12', makePkcs12([leaf], [leaf]).subarray(0, 400)),
    ],
    password: PASSWORD,
    says: 'client.p12 ends before its content does.',
  },
  {
    what: 'a PKCS#12 file that would keep the page busy',
    files: ({ leaf }) => [
      file(
        'client.p12',
        makePkcs12([leaf], [leaf], { iterations: 2_000_000_000 }),
      ),
    ],
    password: PASSWORD,
    says: 'client.p12 is a PKCS#12 file protected in a way that is not read here.',
  },
  {
    what: 'an empty PKCS#12 file',
    files: () => [file('client.p12', makePkcs12([], []))],
    password: PASSWORD,
    says: 'client.p12 is a PKCS#12 file without certificate and key.',
  },
  {
    what: 'a PKCS#12 file with a key only',
    files: ({ leaf }) => [file('client.p12', makePkcs12([], [leaf]))],
    password: PASSWORD,
    says: 'There is a private key but no certificate.',
  },
  {
    what: 'a PKCS#12 file with the key of another certificate',
    files: ({ rsa, other }) => [file('client.p12', makePkcs12([rsa], [other]))],
    password: PASSWORD,
    says: 'The key from client.p12 belongs to another certificate.',
  },
  {
    what: 'a PKCS#12 file without its issuer',
    files: ({ leaf }) => [file('client.p12', makePkcs12([leaf], [leaf]))],
    password: PASSWORD,
    says: 'The certificate of its issuer CN=Lab Issuing is missing.',
  },
  {
    what: 'a PKCS#7 bundle without certificates',
    files: () => [file('client.p7b', makePkcs7([]))],
    says: 'client.p7b is a PKCS#7 file without certificates.',
  },
  {
    what: 'a PKCS#7 bundle with a changed inside',
    files: ({ leaf }) => {
      const bytes = makePkcs7([leaf]);
      bytes.fill(0xff, 18, 26);
      return [file('client.p7b', block('PKCS7', bytes))];
    },
    says: 'client.p7b begins like a PKCS#7 bundle but is damaged.',
  },
  {
    what: 'a PKCS#7 bundle labelled as a certificate',
    files: ({ rsa }) => [
      file('client.cer', block('CERTIFICATE', makePkcs7([rsa]))),
    ],
    says: 'A block in client.cer is labelled CERTIFICATE but holds a PKCS#7 bundle.',
  },
  {
    what: 'a PKCS#7 bundle of authorities only',
    files: ({ intermediate, root }) => [
      file('chain.p7b', makePkcs7([root, intermediate])),
    ],
    says: 'CN=Lab Issuing is a CA certificate; a client certificate is needed here.',
  },
];
