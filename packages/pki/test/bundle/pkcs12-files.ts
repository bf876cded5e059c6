import { AsnConvert, OctetString } from '@peculiar/asn1-schema';
import { ContentInfo, id_data } from '@peculiar/asn1-cms';
import {
  AuthenticatedSafe,
  CertBag,
  id_certBag,
  id_pkcs8ShroudedKeyBag,
  id_x509Certificate,
  MacData,
  PFX,
  SafeBag,
  SafeContents,
} from '@peculiar/asn1-pfx';
import { DigestInfo } from '@peculiar/asn1-rsa';
import { AlgorithmIdentifier } from '@peculiar/asn1-x509';
import { createHmac } from 'node:crypto';

import { derivePkcs12 } from '../../src/bundle/pkcs12/legacy.ts';
import type { Made } from './workshop.ts';

export const PASSWORD = 'gehëim';
const SHA256 = '2.16.840.1.101.3.4.2.1';

function octets(bytes: Uint8Array): ArrayBuffer {
  return AsnConvert.serialize(new OctetString(Uint8Array.from(bytes)));
}

function data(bytes: ArrayBuffer): ContentInfo {
  return new ContentInfo({
    contentType: id_data,
    content: octets(new Uint8Array(bytes)),
  });
}

/** A PKCS#12 file as OpenSSL writes it today; the certificates are not encrypted, which hides nothing. */
export function makePkcs12(
  certificates: readonly Made[],
  keys: readonly Made[],
  options: { password?: string; iterations?: number } = {},
): Buffer {
  const { password = PASSWORD, iterations = 2048 } = options;
  const bags = [
    ...certificates.map(
      ({ der }) =>
        new SafeBag({
          bagId: id_certBag,
          bagValue: AsnConvert.serialize(
            new CertBag({ certId: id_x509Certificate, certValue: octets(der) }),
          ),
        }),
    ),
    ...keys.map(({ key }) => {
      const locked = key.export({
        type: 'pkcs8',
        format: 'der',
        cipher: 'aes-256-cbc',
        passphrase: password,
      });
      return new SafeBag({
        bagId: id_pkcs8ShroudedKeyBag,
        bagValue: Uint8Array.from(locked).buffer,
      });
    }),
  ];
  const contents = AsnConvert.serialize(new SafeContents(bags));
  const safe = AsnConvert.serialize(new AuthenticatedSafe([data(contents)]));
  const salt = Uint8Array.of(1, 2, 3, 4, 5, 6, 7, 8);
  const key = derivePkcs12(
    password,
    salt,
    'mac',
    Math.min(iterations, 2048),
    32,
    'sha256',
  );
  const pfx = new PFX({
    version: 3,
    authSafe: data(safe),
    macData: new MacData({
      mac: new DigestInfo({
        digestAlgorithm: new AlgorithmIdentifier({
          algorithm: SHA256,
          parameters: null,
        }),
        digest: new OctetString(
          Uint8Array.from(
            createHmac('sha256', key).update(new Uint8Array(safe)).digest(),
          ),
        ),
      }),
      macSalt: new OctetString(salt),
      iterations,
    }),
  });
  return Buffer.from(AsnConvert.serialize(pfx));
}
