import { createHash, createPublicKey, verify } from 'node:crypto';

/**
 * The audit log up to one row, as its console signed it: a C2SP signed note (`origin`, number of rows, hash of the last
 * one, then extension lines) under an Ed25519 key. The log is a hash chain, not a Merkle tree, so the hash is the last
 * row's own.
 */
export interface Checkpoint {
  origin: string;
  /** Number of the last row that it covers; rows are numbered from 1 without a gap. */
  size: number;
  /** Hash of that row, lower-case hex. */
  hash: string;
  /** When it was made, RFC 3339. */
  at: string;
}

const KIND = 'keyward-audit-chain v1';
const NUMBER = /^(?:0|[1-9]\d{0,15})$/;
const SIGNATURE = /^\u2014 (\S+) ([A-Za-z0-9+/]+={0,2})$/;
const ED25519 = 1;
const ID_BYTES = 4;
const SIGNATURE_BYTES = 64;
/** SubjectPublicKeyInfo of an Ed25519 key is these bytes and the 32 of the key. */
const SPKI_PREFIX = Buffer.from('302a300506032b6570032100', 'hex');

/** The signed part of the note, with the line break that ends it. */
export function checkpointText({ origin, size, hash, at }: Checkpoint): string {
  return `${[origin, String(size), Buffer.from(hash, 'hex').toString('base64'), KIND, at].join('\n')}\n`;
}

/** The whole note: text, an empty line, the signature line. `signature` is the Ed25519 signature of the text. */
export function signedNote(
  text: string,
  origin: string,
  publicKey: Buffer,
  signature: Buffer,
): string {
  const signed = Buffer.concat([keyId(origin, publicKey), signature]);
  return `${text}\n\u2014 ${origin} ${signed.toString('base64')}\n`;
}

/** How a verifier names a key: `origin+id+base64`, as C2SP writes it. */
export function verifierKey(origin: string, publicKey: Buffer): string {
  const key = Buffer.concat([Buffer.from([ED25519]), publicKey]);
  return `${origin}+${keyId(origin, publicKey).toString('hex')}+${key.toString('base64')}`;
}

export interface VerifierKey {
  origin: string;
  /** 32 bytes. */
  publicKey: Buffer;
}

/** Null when the text is no verifier key, or its id is not that of its key. */
export function readVerifierKey(text: string): VerifierKey | null {
  const [, origin, id, encoded] =
    /^([^+]+)\+([0-9a-f]{8})\+([A-Za-z0-9+/=]+)$/.exec(text.trim()) ?? [];
  if (origin === undefined || encoded === undefined) return null;
  const key = Buffer.from(encoded, 'base64');
  if (key.length !== 33 || key[0] !== ED25519) return null;
  const publicKey = key.subarray(1);
  return keyId(origin, publicKey).toString('hex') === id
    ? { origin, publicKey }
    : null;
}

/**
 * Reads one note. `key` null: whatever signed it counts as nobody's word, but the note can still be compared.
 *
 * @returns null when it is no checkpoint, or not signed by the key
 */
export function readCheckpoint(
  note: string,
  key: VerifierKey | null,
): Checkpoint | null {
  const end = note.indexOf('\n\n');
  const text = end === -1 ? note : note.slice(0, end + 1);
  const [origin, size, hash, kind, at, rest] = text.split('\n');
  if (
    origin === undefined ||
    at === undefined ||
    kind !== KIND ||
    rest !== '' ||
    !NUMBER.test(size ?? '')
  ) {
    return null;
  }
  const bytes = Buffer.from(hash ?? '', 'base64');
  if (bytes.length !== 32) return null;
  if (key !== null && !isSignedBy(note.slice(end + 2), text, key)) return null;
  return { origin, size: Number(size), hash: bytes.toString('hex'), at };
}

/** The notes of a checkpoint file, oldest first. Each ends with its signature line. */
export function splitNotes(file: string): string[] {
  const notes: string[] = [];
  let note = '';
  for (const line of file.split('\n')) {
    note += `${line}\n`;
    if (!line.startsWith('\u2014 ')) continue;
    notes.push(note);
    note = '';
  }
  return note.trim() === '' ? notes : [...notes, note];
}

function isSignedBy(
  lines: string,
  text: string,
  { origin, publicKey }: VerifierKey,
): boolean {
  return lines.split('\n').some((line) => {
    const [, name, encoded] = SIGNATURE.exec(line) ?? [];
    if (name !== origin || encoded === undefined) return false;
    const signed = Buffer.from(encoded, 'base64');
    return (
      signed.length === ID_BYTES + SIGNATURE_BYTES &&
      signed.subarray(0, ID_BYTES).equals(keyId(origin, publicKey)) &&
      verify(
        null,
        Buffer.from(text, 'utf8'),
        publicKeyOf(publicKey),
        signed.subarray(ID_BYTES),
      )
    );
  });
}

function publicKeyOf(publicKey: Buffer) {
  return createPublicKey({
    key: Buffer.concat([SPKI_PREFIX, publicKey]),
    format: 'der',
    type: 'spki',
  });
}

function keyId(origin: string, publicKey: Buffer): Buffer {
  return createHash('sha256')
    .update(`${origin}\n`, 'utf8')
    .update(Buffer.from([ED25519]))
    .update(publicKey)
    .digest()
    .subarray(0, ID_BYTES);
}
