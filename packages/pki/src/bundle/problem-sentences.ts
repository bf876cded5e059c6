import { failedCheck, type Finding, type FindingSeverity } from '../finding.ts';
import type { Problem, ProblemId } from './bundle-item.ts';

type Words = [
  severity: FindingSeverity,
  title: string,
  sentence: (file: string, detail: string) => string,
  nextStep: string | ((detail: string) => string),
];

const OPENSSL_UNLOCK =
  'Enter its passphrase below, or remove it with: openssl pkey -in key.pem -out plain.pem';

/** What is said about each thing that can be wrong with a file. In the order of importance. */
const WORDS: Readonly<Record<ProblemId, Words>> = {
  'too-many-files': [
    'blocker',
    'Number of files',
    () => 'These are more than 20 files.',
    'Drop only the certificate, its chain and its key.',
  ],
  'file-empty': [
    'blocker',
    'File has content',
    (file) => `${file} is empty.`,
    'Copy the file again; the download or export may have failed.',
  ],
  'file-too-large': [
    'blocker',
    'File size',
    (file) => `${file} is larger than 64 KiB.`,
    'Take only the certificate, its chain and its key out of it.',
  ],
  'too-many-blocks': [
    'blocker',
    'Number of blocks',
    (file) =>
      `${file} holds more than 10 blocks; it may be a whole trust store.`,
    'Take only the certificate, its chain and its key out of it.',
  ],
  'web-page': [
    'blocker',
    'A certificate file',
    (file) => `${file} is a web page, not a certificate.`,
    'The download led to a sign-in or error page; sign in there and download again.',
  ],
  archive: [
    'blocker',
    'A certificate file',
    (file) => `${file} is a compressed archive.`,
    'Unpack it and drop the files in it.',
  ],
  'java-keystore': [
    'blocker',
    'A certificate file',
    (file, kind) =>
      `${file} is a Java key store (${kind}), which is not read here.`,
    (kind) =>
      `Convert it first: keytool -importkeystore -srckeystore store.${kind.toLowerCase()} -srcstoretype ${kind} -destkeystore store.p12 -deststoretype PKCS12`,
  ],
  'pkcs12-locked': [
    'blocker',
    'PKCS#12 opened',
    (file) => `${file} is a PKCS#12 file and needs its password.`,
    'Enter the password below; it stays in this page.',
  ],
  'pkcs12-password': [
    'blocker',
    'PKCS#12 opened',
    (file) => `The password does not open ${file}.`,
    'Enter it again; upper and lower case matter.',
  ],
  'pkcs12-damaged': [
    'blocker',
    'PKCS#12 opened',
    (file) => `${file} begins like a PKCS#12 file but is damaged.`,
    'Copy or export it again; it may have been cut or changed as text.',
  ],
  'pkcs12-unsupported': [
    'blocker',
    'PKCS#12 opened',
    (file) =>
      `${file} is a PKCS#12 file protected in a way that is not read here.`,
    'Export it again with AES: openssl pkcs12 -in old.p12 -out all.pem, then drop the PEM file.',
  ],
  'pkcs12-empty': [
    'blocker',
    'PKCS#12 opened',
    (file) => `${file} is a PKCS#12 file without certificate and key.`,
    'Export it again, with the private key and the certificate.',
  ],
  'key-locked': [
    'blocker',
    'Key readable',
    (file) => `The private key in ${file} is encrypted (PKCS#8).`,
    OPENSSL_UNLOCK,
  ],
  'key-password': [
    'blocker',
    'Key readable',
    (file) => `The passphrase does not open the private key in ${file}.`,
    'Enter it again; upper and lower case matter.',
  ],
  'key-locked-legacy': [
    'blocker',
    'Key readable',
    (file) => `The private key in ${file} is encrypted in the old PEM way.`,
    'Decrypt it first: openssl pkey -in key.pem -out plain.pem',
  ],
  'key-openssh': [
    'blocker',
    'Key readable',
    (file) => `${file} holds an OpenSSH key.`,
    'Convert a copy of it to PKCS#8: ssh-keygen -p -m PKCS8 -f copy-of-key',
  ],
  'key-putty': [
    'blocker',
    'Key readable',
    (file) => `${file} holds a PuTTY key.`,
    'Export it with PuTTYgen as an OpenSSH key, then convert that to PKCS#8.',
  ],
  'key-pgp': [
    'blocker',
    'Key readable',
    (file) => `${file} holds a PGP key, which is no key of a certificate.`,
    'Look for the key that the certificate request was made with.',
  ],
  'key-jwk': [
    'blocker',
    'Key readable',
    (file) => `${file} holds a private key as JSON (JWK).`,
    'Export the key as PKCS#8 PEM.',
  ],
  'key-dsa': [
    'blocker',
    'Key readable',
    (file) => `${file} holds a DSA key, which TLS no longer uses.`,
    'Make a new key with RSA 3072 or EC P-256, and a new certificate for it.',
  ],
  'key-unsupported': [
    'blocker',
    'Key readable',
    (file) =>
      `The private key in ${file} is damaged, or of a kind that is not read here.`,
    'RSA, EC P-256, P-384, P-521 and Ed25519 keys are read.',
  ],
  'pem-truncated': [
    'blocker',
    'Blocks whole',
    (file, label) => `The block ${label} in ${file} has no END line.`,
    'Copy the text again, up to and including the END line.',
  ],
  'pem-no-begin': [
    'blocker',
    'Blocks whole',
    (file) => `${file} has an END line but no BEGIN line.`,
    'Copy the text again, from the BEGIN line on.',
  ],
  'pem-dashes': [
    'blocker',
    'Blocks whole',
    (file) =>
      `The BEGIN line in ${file} has not exactly five hyphens on each side.`,
    'Use the file itself; an editor or a chat has changed the hyphens.',
  ],
  'pem-damaged': [
    'blocker',
    'Blocks whole',
    (file, label) => `The block ${label} in ${file} is damaged.`,
    'Copy the text again; a line is missing or was changed.',
  ],
  'der-truncated': [
    'blocker',
    'Blocks whole',
    (file) => `${file} ends before its content does.`,
    'Copy the file again; it was cut.',
  ],
  'wrong-label': [
    'warning',
    'Blocks labelled rightly',
    (file, detail) => `A block in ${file} is labelled ${detail}.`,
    'It was read as what it is; check that it is the file you meant.',
  ],
  'certificate-unreadable': [
    'blocker',
    'Certificate readable',
    (file) => `A certificate in ${file} is damaged.`,
    'Download or export it again.',
  ],
  'csr-unreadable': [
    'blocker',
    'Request readable',
    (file) => `A signing request in ${file} is damaged.`,
    'Download or export it again.',
  ],
  'pkcs7-unreadable': [
    'blocker',
    'PKCS#7 readable',
    (file) => `${file} begins like a PKCS#7 bundle but is damaged.`,
    'Download it again, or ask the CA for PEM.',
  ],
  'pkcs7-empty': [
    'blocker',
    'PKCS#7 readable',
    (file) => `${file} is a PKCS#7 file without certificates.`,
    'Ask the CA for the certificate with its chain.',
  ],
  'ssh-public-key': [
    'blocker',
    'A certificate file',
    (file) => `${file} is a public key for SSH, not a certificate.`,
    'Look for the file that the CA sent, often .crt, .cer or .pem.',
  ],
  'public-key': [
    'warning',
    'A certificate file',
    (file) => `${file} holds a bare public key, which is not needed.`,
    'Look for the certificate; it holds the public key with a name and a signature.',
  ],
  'revocation-list': [
    'warning',
    'A certificate file',
    (file) => `${file} holds a revocation list, which is not needed.`,
    'Look for the certificate; it often stands beside it.',
  ],
  'not-recognised': [
    'blocker',
    'A certificate file',
    (file) => `${file} holds nothing that is recognised.`,
    'PEM, DER, PKCS#7, PKCS#12 and signing requests are read.',
  ],
  'trailing-bytes': [
    'warning',
    'Nothing after the content',
    (file) =>
      `There are more bytes after the content in ${file}; they are left out.`,
    'Download it again if you expected more in it.',
  ],
  'utf-16': [
    'info',
    'Plain text',
    (file) => `${file} was saved as UTF-16; it is read and sent as plain text.`,
    'Nothing to do. Other tools may refuse the file.',
  ],
  'no-headers': [
    'info',
    'BEGIN and END lines',
    (file) =>
      `${file} is Base64 without BEGIN and END lines; it is sent with them.`,
    'Nothing to do. Other tools may refuse the file.',
  ],
  'text-around': [
    'info',
    'Nothing but blocks',
    (file) => `${file} has other text around the blocks; it is left out.`,
    'Nothing to do.',
  ],
};

/** The finding for one remark. */
export function problemFinding({ id, source, detail = '' }: Problem): Finding {
  const [severity, title, sentence, nextStep] = WORDS[id];
  return failedCheck(
    severity,
    id,
    title,
    sentence(source, detail),
    typeof nextStep === 'string' ? nextStep : nextStep(detail),
  );
}

/** Ids in the order of importance. */
export const PROBLEM_ORDER: readonly string[] = Object.keys(WORDS);
