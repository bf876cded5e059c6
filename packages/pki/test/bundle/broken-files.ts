import { randomBytes } from 'node:crypto';

import type { BrokenBundle } from './broken-bundle.ts';
import { block, file } from './workshop.ts';

const cut = (pem: string): string => pem.slice(0, pem.indexOf('-----END'));

/** What goes wrong between a CA’s web page and a folder. */
export const brokenFiles: BrokenBundle[] = [
  {
    what: 'an empty file',
    files: () => [file('client.pem', '')],
    says: 'client.pem is empty.',
  },
  {
    what: 'a file of blank lines',
    files: () => [file('client.pem', '\r\n \n')],
    says: 'client.pem is empty.',
  },
  {
    what: 'an empty file beside a good certificate',
    files: ({ leaf }) => [file('a.pem', leaf.pem), file('key.pem', '')],
    says: 'key.pem is empty.',
  },
  {
    what: 'a file that is too large',
    files: () => [file('all.pem', 'A'.repeat(65 * 1024))],
    says: 'all.pem is larger than 64 KiB.',
  },
  {
    what: 'a trust store of many certificates',
    files: ({ leaf }) => [file('ca-bundle.crt', leaf.pem.repeat(11))],
    says: 'ca-bundle.crt holds more than 10 blocks; it may be a whole trust store.',
  },
  {
    what: 'a folder of files',
    files: ({ leaf }) =>
      Array.from({ length: 21 }, (_, index) =>
        file(`${String(index)}.pem`, leaf.pem),
      ),
    says: 'These are more than 20 files.',
  },
  {
    what: 'an error page saved as a certificate',
    files: () => [
      file('client.crt', '<!DOCTYPE html><html><body>401</body></html>'),
    ],
    says: 'client.crt is a web page, not a certificate.',
  },
  {
    what: 'a sign-in page that begins with a comment of XML',
    files: () => [file('client.crt', '\n <?xml version="1.0"?><html/>')],
    says: 'client.crt is a web page, not a certificate.',
  },
  {
    what: 'a ZIP archive',
    files: () => [
      file(
        'client.zip',
        Buffer.concat([Buffer.from('PK\x03\x04'), randomBytes(40)]),
      ),
    ],
    says: 'client.zip is a compressed archive.',
  },
  {
    what: 'a compressed archive with another name',
    files: () => [
      file(
        'client.cer',
        Buffer.concat([Buffer.from([0x1f, 0x8b]), randomBytes(40)]),
      ),
    ],
    says: 'client.cer is a compressed archive.',
  },
  {
    what: 'a Java key store',
    files: () => [
      file(
        'client.jks',
        Buffer.concat([Buffer.from('feedfeed', 'hex'), randomBytes(90)]),
      ),
    ],
    says: 'client.jks is a Java key store (JKS), which is not read here.',
  },
  {
    what: 'an older Java key store with secret keys',
    files: () => [
      file(
        'client.p12',
        Buffer.concat([Buffer.from('cececece', 'hex'), randomBytes(90)]),
      ),
    ],
    says: 'client.p12 is a Java key store (JCEKS), which is not read here.',
  },
  {
    what: 'a picture',
    files: () => [
      file(
        'scan.png',
        Buffer.concat([
          Buffer.from('89504e470d0a1a0a', 'hex'),
          Buffer.alloc(40),
        ]),
      ),
    ],
    says: 'scan.png holds nothing that is recognised.',
  },
  {
    what: 'a text about a certificate',
    files: () => [file('client.txt', 'The certificate is on the share.')],
    says: 'client.txt holds nothing that is recognised.',
  },
  {
    what: 'a value that is no certificate',
    files: () => [file('client.der', Buffer.from('3003020105', 'hex'))],
    says: 'client.der holds nothing that is recognised.',
  },
  {
    what: 'a certificate saved as UTF-16 with its mark',
    files: ({ leaf, intermediate, root }) => [
      file(
        'client.pem',
        Buffer.from(
          `\ufeff${leaf.pem}${intermediate.pem}${root.pem}`,
          'utf16le',
        ),
      ),
    ],
    says: 'client.pem was saved as UTF-16; it is read and sent as plain text.',
  },
  {
    what: 'a certificate saved as UTF-16 without its mark',
    files: ({ leaf, intermediate, root }) => [
      file(
        'client.pem',
        Buffer.from(leaf.pem + intermediate.pem + root.pem, 'utf16le'),
      ),
    ],
    says: 'client.pem was saved as UTF-16; it is read and sent as plain text.',
  },
  {
    what: 'Base64 without BEGIN and END',
    files: ({ rsa }) => [file('client.cer', rsa.der.toString('base64'))],
    says: 'client.cer is Base64 without BEGIN and END lines; it is sent with them.',
  },
  {
    what: 'a certificate in a mail',
    files: ({ rsa }) => [
      file('mail.txt', `Hello,\r\n\r\nhere it is:\r\n${rsa.pem}\r\nRegards`),
    ],
    says: 'mail.txt has other text around the blocks; it is left out.',
  },
  {
    what: 'a text without its END line',
    files: ({ leaf }) => [file('client.pem', cut(leaf.pem))],
    says: 'The block CERTIFICATE in client.pem has no END line.',
  },
  {
    what: 'a first certificate without its END line before a second',
    files: ({ leaf, intermediate }) => [
      file('chain.pem', cut(leaf.pem) + intermediate.pem),
    ],
    says: 'The block CERTIFICATE in chain.pem has no END line.',
  },
  {
    what: 'a text without its BEGIN line',
    files: ({ leaf }) => [file('client.pem', leaf.pem.slice(28))],
    says: 'client.pem has an END line but no BEGIN line.',
  },
  {
    what: 'hyphens that an editor made into dashes',
    files: ({ leaf }) => [
      file('client.pem', leaf.pem.replaceAll('-----', '––––')),
    ],
    says: 'The BEGIN line in client.pem has not exactly five hyphens on each side.',
  },
  {
    what: 'a missing character',
    files: ({ leaf }) => [
      file('client.pem', leaf.pem.slice(0, 60) + leaf.pem.slice(61)),
    ],
    says: 'The block CERTIFICATE in client.pem is damaged.',
  },
  {
    what: 'a certificate quoted in a reply',
    files: ({ leaf }) => [file('mail.txt', leaf.pem.replaceAll('\n', '\n> '))],
    says: 'The block CERTIFICATE in mail.txt is damaged.',
  },
  {
    what: 'a binary certificate that was cut',
    files: ({ leaf }) => [file('client.der', leaf.der.subarray(0, 200))],
    says: 'client.der ends before its content does.',
  },
  {
    what: 'a PEM certificate whose last lines are missing',
    files: ({ leaf }) => [
      file('client.pem', block('CERTIFICATE', leaf.der.subarray(0, 192))),
    ],
    says: 'client.pem ends before its content does.',
  },
  {
    what: 'a certificate with something behind it',
    files: ({ rsa }) => [
      file('client.der', Buffer.concat([rsa.der, Buffer.from('more')])),
    ],
    says: 'There are more bytes after the content in client.der; they are left out.',
  },
  {
    what: 'a certificate with a changed inside',
    files: ({ leaf }) => {
      const der = Buffer.from(leaf.der);
      der.fill(0xff, 80, 90);
      return [file('client.der', der)];
    },
    says: 'A certificate in client.der is damaged.',
  },
  {
    what: 'a request under the label of a certificate',
    files: ({ rsa, request }) => [
      file('client.pem', rsa.pem),
      file('odd.pem', request.replaceAll('CERTIFICATE REQUEST', 'CERTIFICATE')),
    ],
    says: 'A block in odd.pem is labelled CERTIFICATE but holds a signing request.',
  },
  {
    what: 'a key under the label of a certificate',
    files: ({ rsa }) => [
      file('client.pem', rsa.pem),
      file('key.pem', rsa.keyPem.replaceAll('PRIVATE KEY', 'CERTIFICATE')),
    ],
    says: 'A block in key.pem is labelled CERTIFICATE but holds a private key (PKCS#8).',
  },
  {
    what: 'a public key alone',
    files: ({ rsa }) => [
      file(
        'client.pub',
        block('PUBLIC KEY', Buffer.from(rsa.certificate.publicKey.rawData)),
      ),
    ],
    says: 'There is no certificate in what was dropped.',
  },
  {
    what: 'a public key beside the certificate',
    files: ({ rsa }) => [
      file('client.pem', rsa.pem),
      file(
        'client.pub',
        block('PUBLIC KEY', Buffer.from(rsa.certificate.publicKey.rawData)),
      ),
    ],
    says: 'client.pub holds a bare public key, which is not needed.',
  },
  {
    what: 'a public key for SSH',
    files: () => [
      file('id.pub', 'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAA me@lab'),
    ],
    says: 'id.pub is a public key for SSH, not a certificate.',
  },
  {
    what: 'a request alone',
    files: ({ request }) => [file('client.csr', request)],
    says: 'This is a signing request for CN=kmip-client, not yet a certificate.',
  },
  {
    what: 'a damaged request',
    files: ({ request }) => {
      const der = Buffer.from(
        request.replace(/-----[^-]+-----/g, ''),
        'base64',
      );
      der.fill(0xff, 9, 14);
      return [file('client.csr', der)];
    },
    says: 'A signing request in client.csr is damaged.',
  },
];
