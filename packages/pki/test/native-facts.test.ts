import { beforeAll, describe, expect, it } from 'vitest';

import {
  certificateFacts,
  portableCertificateFacts,
} from '../src/certificate-facts.ts';
import { nativeFacts } from '../src/native-facts.ts';
import { issue, type Issued, x509 } from './support/certificates.ts';

let ca: Issued;
beforeAll(async () => {
  ca = await issue('CN=CA', {
    extensions: [new x509.BasicConstraintsExtension(true)],
  });
});

const der = ({ certificate }: Issued): Uint8Array<ArrayBuffer> =>
  new Uint8Array(certificate.rawData);

const RSA = {
  name: 'RSASSA-PKCS1-v1_5',
  modulusLength: 2048,
  publicExponent: new Uint8Array([1, 0, 1]),
};
const { ExtendedKeyUsage } = x509;
const names = (...list: x509.JsonGeneralNames): x509.Extension =>
  new x509.SubjectAlternativeNameExtension(list);
const usage = (...list: string[]): x509.Extension =>
  new x509.ExtendedKeyUsageExtension(list);

const ORDINARY: [string, () => Promise<Issued>][] = [
  ['a name alone', () => issue('CN=kms.lab.test')],
  [
    'a long name',
    () =>
      issue(
        'C=DE, ST=Hessen, L=Bad Homburg, O=Lab, OU=Keys, CN=kms-1, E=a@b.c',
      ),
  ],
  ['domain components', () => issue('DC=lab, DC=test, CN=kms')],
  ['one that was issued', () => issue('CN=leaf', { issuer: ca })],
  ['RSA', () => issue('CN=rsa', { algorithm: RSA })],
  [
    'P-384',
    () =>
      issue('CN=p', { algorithm: { namedCurve: 'P-384', hash: 'SHA-384' } }),
  ],
  [
    'P-521',
    () =>
      issue('CN=p', { algorithm: { namedCurve: 'P-521', hash: 'SHA-512' } }),
  ],
  ['Ed25519', () => issue('CN=ed', { algorithm: { name: 'Ed25519' } })],
  [
    'names for servers',
    () =>
      issue('CN=a', {
        issuer: ca,
        extensions: [
          names(
            { type: 'dns', value: 'a.lab.test' },
            { type: 'dns', value: '*.lab.test' },
            { type: 'ip', value: '10.0.0.1' },
          ),
        ],
      }),
  ],
  [
    'no CA, for clients and servers',
    () =>
      issue('CN=a', {
        issuer: ca,
        extensions: [
          new x509.BasicConstraintsExtension(false, undefined, true),
          usage(ExtendedKeyUsage.clientAuth, ExtendedKeyUsage.serverAuth),
        ],
      }),
  ],
  ['an unusual use', () => issue('CN=a', { extensions: [usage('1.2.3.4.5')] })],
  [
    'a CA',
    () =>
      issue('CN=a', {
        extensions: [
          new x509.BasicConstraintsExtension(true, 0, true),
          new x509.KeyUsagesExtension(x509.KeyUsageFlags.keyCertSign, true),
        ],
      }),
  ],
];

const UNUSUAL: [string, () => Promise<Issued>][] = [
  ['a comma', () => issue('CN="Lab, Inc."')],
  ['other letters', () => issue('CN=Prüfstelle, O=試験')],
  ['quotes and signs', () => issue('CN="a\\"b<c>;d", O=x')],
  ['a part that is rare', () => issue('2.5.4.5=123, CN=a')],
  ['a given name', () => issue('G=Ada, SN=Lovelace')],
  [
    'an IPv6 address',
    () =>
      issue('CN=a', {
        extensions: [names({ type: 'ip', value: '2001:db8::1' })],
      }),
  ],
  [
    'names of other kinds',
    () =>
      issue('CN=a', {
        extensions: [
          names(
            { type: 'email', value: 'a@lab.test' },
            { type: 'url', value: 'https://lab.test/, DNS:evil' },
            { type: 'dns', value: 'a.lab.test' },
          ),
        ],
      }),
  ],
  [
    'a CA that may sign nothing',
    () =>
      issue('CN=a', {
        extensions: [
          new x509.BasicConstraintsExtension(true),
          new x509.KeyUsagesExtension(x509.KeyUsageFlags.digitalSignature),
        ],
      }),
  ],
  [
    'the bytes of another CA in an extension',
    () =>
      issue('CN=a', {
        extensions: [
          new x509.Extension(
            '1.2.3.4',
            false,
            new Uint8Array([0x06, 0x03, 0x55, 0x1d, 0x13, 0x04, 0x05]),
          ),
        ],
      }),
  ],
  [
    'an extension that is broken',
    () =>
      issue('CN=a', {
        extensions: [
          new x509.Extension('2.5.29.37', false, new Uint8Array([0x30, 0x00])),
        ],
      }),
  ],
];

/** The members of one in the order of the other. */
function sorted<T extends object>(
  like: T | null | undefined,
  facts: T | null | undefined,
): unknown {
  if (like === null || like === undefined) return facts;
  const found = new Map(Object.entries(facts ?? {}));
  return Object.fromEntries(
    Object.keys(like).map((name) => [name, found.get(name)]),
  );
}

describe('the reader that is fast', () => {
  it.each(ORDINARY)(
    'reads %s, and says the same as the other',
    async (_what, make) => {
      const made = der(await make());
      expect(nativeFacts(made)).not.toBeNull();
      expect(await certificateFacts(made)).toEqual(
        await portableCertificateFacts(made),
      );
    },
  );

  it.each(UNUSUAL)(
    'leaves %s to the other where it would say something else',
    async (_what, make) => {
      const made = der(await make());
      const outcome = (read: typeof certificateFacts) =>
        read(made).catch((error: unknown) => String(error));
      expect(await outcome(certificateFacts)).toEqual(
        await outcome(portableCertificateFacts),
      );
    },
  );

  it('reads serial numbers of any length as they stand', async () => {
    for (const serialNumber of [
      '01',
      '7f',
      '0080',
      '00ff00',
      '0a1b2c',
      '7fffffffffffffff',
    ]) {
      const { privateKey, publicKey } = ca.keys;
      const certificate = await x509.X509CertificateGenerator.create({
        serialNumber,
        subject: 'CN=a',
        issuer: 'CN=CA',
        notBefore: new Date('2026-01-01'),
        notAfter: new Date('2027-01-01'),
        signingAlgorithm: { name: 'ECDSA', hash: 'SHA-256' },
        signingKey: privateKey,
        publicKey,
      });
      const made = new Uint8Array(certificate.rawData);
      expect(nativeFacts(made)?.serialNumber).toBe(
        (await portableCertificateFacts(made)).serialNumber,
      );
    }
  });

  it('knows a signature that is not its own', async () => {
    const other = await issue('CN=CA', { issuer: ca });
    expect(nativeFacts(der(other))?.selfSigned).toBe(false);
    expect((await portableCertificateFacts(der(other))).selfSigned).toBe(false);
    expect(nativeFacts(der(ca))?.selfSigned).toBe(true);
  });

  it('refuses every certificate with one byte altered or says what the other says', async () => {
    const made = der((await ORDINARY[9]?.[1]()) ?? ca);
    const different: number[] = [];
    for (let at = 0; at < made.length; at += 3) {
      const altered = made.slice();
      altered[at] = (altered[at] ?? 0) ^ 0x55;
      if (nativeFacts(altered) === null) continue;
      const [one, other] = await Promise.all(
        [certificateFacts, portableCertificateFacts].map((read) =>
          read(altered).catch(() => null),
        ),
      );
      const isSame = JSON.stringify(one) === JSON.stringify(sorted(one, other));
      if (other !== null && !isSame) different.push(at);
    }
    expect(different).toEqual([]);
    expect(made.length).toBeGreaterThan(200);
  });
});
