import type { BadInput } from './bad-input.ts';

export const BAD_CERTIFICATES: BadInput[] = [
  [
    'a certificate that has expired',
    ({ replacePair }) => replacePair('expired'),
    'validation_failed',
    ['/input/certificate'],
  ],
  [
    'a certificate that is not valid yet',
    ({ replacePair }) => replacePair('not-yet-valid'),
    'validation_failed',
    ['/input/certificate'],
  ],
  [
    'a CA certificate',
    ({ replacePair }) => replacePair('ca'),
    'validation_failed',
    ['/input/certificate'],
  ],
  [
    'a key of another certificate',
    ({ replacePair }) => replacePair('mismatched'),
    'certificate_key_mismatch',
    ['/input/keySource/privateKey'],
  ],
  [
    'the private key in the certificate field',
    async ({ certificateOf, replaceCertificate }) => {
      const { certificate, privateKey } = await certificateOf('valid');
      return replaceCertificate(`${certificate}${privateKey}`, { type: 'CSR' });
    },
    'private_key_in_public_field',
    ['/input/certificate'],
  ],
  [
    'only a private key in the certificate field',
    async ({ certificateOf, replaceCertificate }) => {
      const { privateKey } = await certificateOf('valid');
      return replaceCertificate(privateKey, { type: 'CSR' });
    },
    'private_key_in_public_field',
    ['/input/certificate'],
  ],
  [
    'a certificate in the key field',
    async ({ certificateOf, replaceCertificate }) => {
      const { certificate } = await certificateOf('valid');
      return replaceCertificate(certificate, {
        type: 'PAIR',
        privateKey: certificate,
      });
    },
    'validation_failed',
    ['/input/keySource/privateKey'],
  ],
  [
    'text instead of a certificate',
    ({ replaceCertificate }) => replaceCertificate('hello', { type: 'CSR' }),
    'validation_failed',
    ['/input/certificate'],
  ],
  [
    'a damaged certificate',
    ({ replaceCertificate }) =>
      replaceCertificate(
        '-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n',
        { type: 'CSR' },
      ),
    'validation_failed',
    ['/input/certificate'],
  ],
  [
    'a certificate that breaks off',
    ({ replaceCertificate }) =>
      replaceCertificate('-----BEGIN CERTIFICATE-----\nAAAA\n', {
        type: 'CSR',
      }),
    'validation_failed',
    ['/input/certificate'],
  ],
  [
    '65 KiB of certificate',
    ({ replaceCertificate }) =>
      replaceCertificate('x'.repeat(65_537), { type: 'CSR' }),
    'validation_failed',
    ['/input/certificate'],
  ],
  [
    'a pair without its key',
    async ({ certificateOf, replaceCertificate }) =>
      replaceCertificate((await certificateOf('valid')).certificate, {
        type: 'PAIR',
      }),
    'validation_failed',
    ['/input/keySource/privateKey'],
  ],
  [
    'a key beside an answer to a CSR',
    async ({ certificateOf, replaceCertificate }) => {
      const { certificate, privateKey } = await certificateOf('valid');
      return replaceCertificate(certificate, { type: 'CSR', privateKey });
    },
    'validation_failed',
    ['/input/keySource/privateKey'],
  ],
  [
    'a provider that is not there',
    async ({ certificateOf, replaceCertificate }) => {
      const { certificate, privateKey } = await certificateOf('valid');
      return replaceCertificate(
        certificate,
        { type: 'PAIR', privateKey },
        'kmip-none',
      );
    },
    'validation_failed',
    ['/input/provider'],
  ],
];
