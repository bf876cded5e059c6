import { decodeBase64 } from '../base64.ts';
import { MAX_PEM_LENGTH } from '../split-pem.ts';
import {
  type BundleFile,
  type Gathered,
  onlyProblem,
  type Problem,
  type ProblemId,
  type Source,
} from './bundle-item.ts';
import { decodeText } from './decode-text.ts';
import { fileFormat } from './file-format.ts';
import { readDer } from './read-der.ts';
import { type RawBlock, scanPem } from './scan-pem.ts';

/** Reads one file, whatever it turns out to be. Never throws for its content. */
export async function readFile(
  { name, bytes }: BundleFile,
  password: string | undefined,
): Promise<Gathered> {
  const from = { source: name, password };
  if (bytes.length === 0) return onlyProblem('file-empty', name);
  if (bytes.length > MAX_PEM_LENGTH) return onlyProblem('file-too-large', name);
  const format = fileFormat(bytes);
  switch (format) {
    case 'der':
      return readDer(bytes, from);
    case 'archive':
      return onlyProblem('archive', name);
    case 'JKS':
    case 'JCEKS':
      return {
        items: [],
        problems: [{ id: 'java-keystore', source: name, detail: format }],
      };
    case 'text':
      return readText(bytes, from);
  }
}

async function readText(
  bytes: Uint8Array<ArrayBuffer>,
  from: Source,
): Promise<Gathered> {
  const { source } = from;
  const decoded = decodeText(bytes);
  if (decoded === null) return onlyProblem('not-recognised', source);
  const { text, isUtf16 } = decoded;
  if (text.trim() === '') return onlyProblem('file-empty', source);
  const read = text.includes('-----BEGIN ')
    ? await readPem(text, from)
    : await readBare(text, from);
  return {
    items: read.items,
    problems: isUtf16
      ? [...read.problems, { id: 'utf-16', source }]
      : read.problems,
  };
}

async function readPem(text: string, from: Source): Promise<Gathered> {
  const { source } = from;
  const scanned = scanPem(text);
  if (scanned.isOverLimit) return onlyProblem('too-many-blocks', source);
  const read = await Promise.all(
    scanned.blocks.map((block) => readBlock(block, from)),
  );
  return {
    items: read.flatMap(({ items }) => items),
    problems: [
      ...scanned.truncated.map((label): Problem => {
        return { id: 'pem-truncated', source, detail: label };
      }),
      ...read.flatMap(({ problems }) => problems),
      ...(scanned.hasTextAround
        ? [{ id: 'text-around' as const, source }]
        : []),
    ],
  };
}

const EMPTY: Gathered = { items: [], problems: [] };
/** Parameters that `openssl` writes before a key; nothing of them is needed. */
const PARAMETERS: readonly string[] = [
  'EC PARAMETERS',
  'DH PARAMETERS',
  'DSA PARAMETERS',
];
const HEADER = /^[ \t]*[A-Za-z0-9-]+:.*$/gm;

async function readBlock(
  { label, body }: RawBlock,
  from: Source,
): Promise<Gathered> {
  const { source } = from;
  if (PARAMETERS.includes(label)) return EMPTY;
  if (label === 'OPENSSH PRIVATE KEY') {
    return onlyProblem('key-openssh', source);
  }
  if (label.startsWith('PGP ')) return onlyProblem('key-pgp', source);
  // RFC 1421 headers; OpenSSL writes them on keys that it locks itself.
  if (body.includes('ENCRYPTED')) {
    return onlyProblem('key-locked-legacy', source);
  }
  const der = decodeBase64(body.replace(HEADER, ''));
  return der === null
    ? { items: [], problems: [{ id: 'pem-damaged', source, detail: label }] }
    : readDer(der, { ...from, label });
}

/** Texts without any block, by the words they begin with. */
const BEGINNINGS: readonly [pattern: RegExp, id: ProblemId][] = [
  [/^\s*<(!doctype|html|head|body|\?xml)/i, 'web-page'],
  [/^\s*PuTTY-User-Key-File/i, 'key-putty'],
  [/^\s*(ssh-|ecdsa-sha2-|sk-ssh-|---- BEGIN SSH2)/, 'ssh-public-key'],
];

async function readBare(text: string, from: Source): Promise<Gathered> {
  const { source } = from;
  const known = BEGINNINGS.find(([pattern]) => pattern.test(text));
  if (known !== undefined) return onlyProblem(known[1], source);
  if (/"kty"\s*:/.test(text) && /"d"\s*:/.test(text)) {
    return onlyProblem('key-jwk', source);
  }
  if (text.includes('-----END ')) return onlyProblem('pem-no-begin', source);
  if (/BEGIN [A-Z0-9 ]{0,30}(CERTIFICATE|KEY|PKCS7)/.test(text)) {
    return onlyProblem('pem-dashes', source);
  }
  const der = decodeBase64(text);
  if (der === null || der[0] !== 0x30) {
    return onlyProblem('not-recognised', source);
  }
  const read = await readDer(der, from);
  return {
    items: read.items,
    problems: [...read.problems, { id: 'no-headers', source }],
  };
}
